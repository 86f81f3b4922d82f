package dev.sluice.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.generate.Generated;
import dev.sluice.core.generate.GenerationOptions;
import dev.sluice.export.OnnxPredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small trainings, exported and proven, that are used through their files when the tokenizer.json is gone. */
@Tag("slow")
final class TokenizersRunTest {
    private static final String UNIT = "{unit: {name: tokenizer-json, options: {file: tokenizer.json}}}";
    private static final String CLASSES = """
            name: pieces
            data:
              source: {name: text, options: {file: heights.txt, columns: [label, text]}}
              text: UNIT
            model: {embedding: {size: 4}, encoder: {cell: gru, hidden: 8}}
            train: {epochs: 1, batch_size: 8, loss: cross-entropy, optimizer: adam}
            export: onnx
            """.replace("UNIT", UNIT);
    private static final String LANGUAGE = """
            name: language
            data:
              source: {name: text-stream, options: {file: heights.txt}}
              text: UNIT
              next: true
              stream: {steps: 8}
            model: {embedding: {size: 4}, encoder: {cell: gru, hidden: 8}, head: {at: every_step}}
            train: {epochs: 1, batch_size: 2, loss: cross-entropy, optimizer: adam}
            export: onnx
            """.replace("UNIT", UNIT);

    @TempDir
    private Path folder;

    private Run run(String yaml, String tokenizer) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append("up\thigher and higher ")
                    .append(i)
                    .append("\ndown\tlow, lower ")
                    .append(i)
                    .append('\n');
        }
        Files.writeString(folder.resolve("heights.txt"), lines);
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer);
        RunResult result = experiment(yaml).run();
        assertThat(result.export()).isPresent(); // refused unless proven in ONNX Runtime
        return result.run();
    }

    private Experiment experiment(String yaml) throws IOException {
        Files.writeString(folder.resolve("experiment.yaml"), yaml);
        return Experiment.load(folder.resolve("experiment.yaml")).withRuns(folder.resolve("runs"));
    }

    @Test
    void run_classifier_keepsTheTokenizerWithTheModel() throws IOException {
        Run run = run(CLASSES, TokenizerFiles.bytePairs());
        Files.delete(folder.resolve("tokenizer.json"));

        InputEncoding.Text text =
                (InputEncoding.Text) TrainedModels.contract(run).input();
        assertThat(text.encode(new Sequence.Text("low lower"), List.of()).array())
                .containsExactly(259, 261, 260);
        Predictor predictor = new OnnxPredictor().with(TrainedModels.tokenizers(run));
        assertThat(predictor.predict(run.path(), "low lower", 2)).hasSize(2);
        assertThat(TrainedModels.load(run).contract()).isEqualTo(TrainedModels.contract(run));
    }

    @Test
    void generate_languageModelOfUnigrams_writesPieces() throws IOException {
        Run run = run(LANGUAGE, TokenizerFiles.unigram());
        Files.delete(folder.resolve("tokenizer.json"));
        Predictor predictor = new OnnxPredictor().with(TrainedModels.tokenizers(run));

        Generated written = predictor.generate(run.path(), new Sequence.Text("cats"), GenerationOptions.of(5, 1));

        assertThat(written.steps()).hasSize(5);
        assertThat(written.unknown()).isEmpty();
    }

    @Test
    void continuing_anotherTokenizerFile_isRefused() throws IOException {
        Run run = run(CLASSES, TokenizerFiles.bytePairs());
        String model = Files.readString(run.path().resolve("model.json"));
        Files.writeString(
                folder.resolve("tokenizer.json"),
                TokenizerFiles.bytePairs().replace("\"l o\",\"lo w\"", "\"lo w\",\"l o\""));

        assertThatThrownBy(() -> experiment(CLASSES)
                        .set("train.epochs", 2)
                        .continuing(run)
                        .run())
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the same files of tokenizers")
                .hasMessageContaining("[Sluice/DataChanged]");
        assertThatThrownBy(() -> ModelFile.read(model.replace("l o", "o l")))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the tokenizer's file tokenizer.json must have the SHA-256");
    }
}
