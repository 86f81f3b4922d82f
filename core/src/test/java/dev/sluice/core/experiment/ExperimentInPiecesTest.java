package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments whose sequences are trained and measured in pieces, with answers at every step. */
final class ExperimentInPiecesTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    @Test
    void run_inPiecesWithAnswersAtEveryStep_learnsThemInAllPieces() throws IOException {
        RunResult result = words("{tokens: {tokens: word}}").run();

        // The tag is the word of the step before; its first step would be right by chance alone.
        assertThat(result.test().figure("slot.accuracy")).isGreaterThan(0.85);
        RunResult whole = words("{tokens: {tokens: word}}")
                .set("train.truncated_bptt_steps", 0)
                .set("train.epochs", 0)
                .run();
        RunResult pieces = words("{tokens: {tokens: word}}")
                .set("train.truncated_bptt_steps", 3)
                .set("train.epochs", 0)
                .run();
        assertThat(pieces.test()).as("of the first weights").isEqualTo(whole.test());
        RunResult again = words("{tokens: {tokens: word}}")
                .set("train.start_from", result.run().path().toString())
                .set("train.epochs", 0)
                .run();
        assertThat(again.test()).isEqualTo(result.test());
        assertThat(Files.readString(again.run().path().resolve("results.json")))
                .as("the run that it began with is measured in pieces as well")
                .contains("made_from", "\"difference\"");
    }

    @Test
    void run_inPiecesWithSeveralEncoders_isRefusedWithARemedy() throws IOException {
        Experiment two = words("{words: {tokens: word}, load: {features: [load]}}")
                .set("model.inputs.words", Map.of("encoder", Map.of("cell", "elman", "hidden", 8)))
                .set("model.inputs.load", Map.of("encoder", Map.of("cell", "elman", "hidden", 8)))
                .set("model.heads.slot.reads", "words");

        assertThatThrownBy(two::run)
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("train.truncated_bptt_steps", "words, load", "reads: […]", "0 for whole");
        assertThatThrownBy(() -> two.set("model.inputs.load.pooling", "mean").run())
                .hasMessageContaining("'model.inputs.load.pooling' is mean");
        assertThat(two.set("train.truncated_bptt_steps", 0)
                        .set("train.epochs", 1)
                        .run()
                        .test()
                        .loss())
                .isFinite();
    }

    /** Words that are tagged with the word before them, and a kind of the whole, in pieces of three steps. */
    private Experiment words(String inputs) throws IOException {
        StringBuilder csv = new StringBuilder("id,word,slot,kind,load\n");
        for (int example = 0; example < 60; example++) {
            String before = "begin";
            for (int t = 0; t < 3 + example % 5; t++) {
                String word = (example * 7 + t * t) % 3 == 0 ? "red" : "blue";
                csv.append(String.join(
                                ",",
                                Integer.toString(example),
                                word,
                                before,
                                example % 2 == 0 ? "even" : "odd",
                                Integer.toString(t)))
                        .append('\n');
                before = word;
            }
        }
        Path file = Files.writeString(folder.resolve("words.csv"), csv);
        return Experiment.parse("""
                        name: words
                        data:
                          source:
                            name: csv
                            options:
                              file: "%s"
                              id: id
                              inputs: %s
                              targets_by_name: {slot: {labels: [slot], per_step: true}, kind: {labels: [kind]}}
                        model:
                          embedding: {size: 8}
                          encoder: {cell: elman, hidden: 8}
                          heads: {slot: {at: every_step}}
                        train:
                          epochs: 20
                          batch_size: 8
                          truncated_bptt_steps: 3
                          optimizer: {name: descent, options: {learning_rate: 0.5}}
                          heads: {slot: {metrics: [accuracy]}, kind: {weight: 0.1, metrics: [accuracy]}}
                        export: none
                        pictures: false
                        """.formatted(file, inputs))
                .withRegistry(REGISTRY)
                .withRuns(folder);
    }
}
