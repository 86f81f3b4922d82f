package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingStartTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    @Test
    void run_vectorsOfAFile_standInTheTable() throws IOException {
        RunResult result = run("vectors: vectors.txt, trainable: true", 0);

        assertThat(row(result, "embedding.weight", "a")).containsExactly(1, 2, 3);
        assertThat(row(result, "embedding.weight", "c")).doesNotContain(0);
    }

    @Test
    void run_tableThatIsNotTrainable_staysAsItIs() throws IOException {
        assertThat(row(run("vectors: vectors.txt, trainable: false", 2), "embedding.weight", "a"))
                .containsExactly(1, 2, 3);
        assertThat(row(run("vectors: vectors.txt", 2), "embedding.weight", "a")).isNotEqualTo(new float[] {1, 2, 3});
    }

    @Test
    void run_ensemble_eachMemberBeginsWithThem() throws IOException {
        RunResult result = run("vectors: vectors.txt}\n  ensemble: 2\n  head: {dropout: 0", 0);

        assertThat(row(result, "member1.embedding.weight", "b")).containsExactly(4, 5, 6);
    }

    private RunResult run(String embedding, int epochs) throws IOException {
        Files.writeString(folder.resolve("vectors.txt"), "a 1 2 3\nb 4 5 6\n");
        Files.writeString(folder.resolve("texts.tsv"), "x\taab\ny\tcc\nx\tab\ny\tca\nx\tbb\ny\tacc\n");
        Files.writeString(folder.resolve("test.tsv"), "x\tabb\ny\tcca\n");
        Path file = Files.writeString(folder.resolve("experiment.yaml"), """
                name: vectors
                data:
                  source: {name: text, options: {training: texts.tsv, test: test.tsv, columns: [label, text]}}
                  split: {by: stratified, validation: 0}
                model:
                  embedding: {size: 3, %s}
                  encoder: {cell: elman, hidden: 4}
                  decoder: {cell: elman}
                train:
                  epochs: %d
                  loss: cross-entropy
                  optimizer: {name: descent, options: {learning_rate: 0.5}}
                export: none
                """.formatted(embedding, epochs));
        return Experiment.load(file)
                .withRegistry(REGISTRY)
                .withRuns(folder.resolve("runs"))
                .run();
    }

    private static float[] row(RunResult result, String table, String symbol) {
        Vocabulary vocabulary = ((InputEncoding.Text) result.model().contract().input()).vocabulary();
        Tensor rows = result.model().parameters().get(table);
        int from = vocabulary.id(symbol) * 3;
        return Arrays.copyOfRange(rows.array(), from, from + 3);
    }
}
