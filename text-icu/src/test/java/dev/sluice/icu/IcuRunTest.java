package dev.sluice.icu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.PluginTokenizers;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.generate.Generated;
import dev.sluice.core.generate.GenerationOptions;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.export.OnnxPredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small trainings, exported and proven, that are used through their files. */
@Tag("slow")
final class IcuRunTest {
    private static final String CLASSES = """
            name: words
            data:
              source: {name: text, options: {file: animals.txt, columns: [label, text]}}
              text: {unit: icu-word}
            model: {embedding: {size: 4}, encoder: {cell: gru, hidden: 8}}
            train: {epochs: 1, batch_size: 8, loss: cross-entropy, optimizer: adam}
            export: onnx
            """;
    private static final String LANGUAGE = """
            name: language
            data:
              source: {name: text-stream, options: {file: animals.txt}}
              text: {unit: {name: icu-word, options: {language: ja}}}
              next: true
              stream: {steps: 8}
            model: {embedding: {size: 4}, encoder: {cell: gru, hidden: 8}, head: {at: every_step}}
            train: {epochs: 1, batch_size: 2, loss: cross-entropy, optimizer: adam}
            export: onnx
            """;

    @TempDir
    private Path folder;

    private Run run(String yaml) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append("cat\t猫が").append(i).append("匹います。\ndog\t犬が").append(i).append("匹好きだ。\n");
        }
        Files.writeString(folder.resolve("animals.txt"), lines);
        Files.writeString(folder.resolve("experiment.yaml"), yaml);
        RunResult result = Experiment.load(folder.resolve("experiment.yaml"))
                .withRuns(folder.resolve("runs"))
                .run();
        assertThat(result.export()).isPresent(); // refused unless proven in ONNX Runtime
        return result.run();
    }

    @Test
    void run_classifier_readsWordsInTheFileAsInTraining() throws IOException {
        Run run = run(CLASSES);

        InputEncoding.Text text =
                (InputEncoding.Text) TrainedModels.contract(run).input();
        assertThat(text.vocabulary().symbols()).contains("猫", "が", "匹", "好き", "。");
        Predictor predictor = new OnnxPredictor().with(TrainedModels.tokenizers(run));
        assertThat(predictor.predict(run.path(), "犬が好きだ。", 2)).hasSize(2);
        assertThat(Files.readString(run.path().resolve("model.json")))
                .contains("\"name\" : \"icu-word\"", "\"id\" : \"text-icu\"");
    }

    @Test
    void predict_withoutThePlugin_saysWhichJar() throws IOException {
        Run run = run(CLASSES);
        Predictor without = new OnnxPredictor().with(PluginTokenizers.of(Plugins.of(new CorePlugin())));

        assertThatThrownBy(() -> without.predict(run.path(), "猫", 2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cut by the tokenizer 'icu-word' of the plugin 'text-icu'")
                .hasMessageContaining("which is not loaded; name its jar with --plugin");
    }

    @Test
    void generate_languageModel_writesWordsAfterThePrompt() throws IOException {
        Run run = run(LANGUAGE);
        Predictor predictor = new OnnxPredictor().with(TrainedModels.tokenizers(run));

        Generated written = predictor.generate(run.path(), new Sequence.Text("猫が好きだ。"), GenerationOptions.of(5, 1));

        assertThat(written.steps()).hasSize(5);
        assertThat(written.unknown()).isEmpty();
    }
}
