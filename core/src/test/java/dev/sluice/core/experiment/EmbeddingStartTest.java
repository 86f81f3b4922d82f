package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.experiment.yaml.ConfigException;
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

    @Test
    void run_allWords_thoseThatOnlyTheFileHasStandLast() throws IOException {
        Files.writeString(folder.resolve("more.txt"), "Z 7 8 9\na 1 2 3\ny 5 5 5\n");

        RunResult result = run("vectors: more.txt, all_words: true, trainable: false", 1);

        Vocabulary vocabulary = ((InputEncoding.Text) result.model().contract().input()).vocabulary();
        assertThat(vocabulary.symbols()).containsExactly("a", "c", "b", "Z", "y");
        assertThat(row(result, "embedding.weight", "Z")).containsExactly(7, 8, 9);
        assertThat(row(result, "embedding.weight", "a")).containsExactly(1, 2, 3);
    }

    @Test
    void run_scaledVectors_areAsLargeAsOtherRows() throws IOException {
        float[] usual = run("dropout: 0", 0)
                .model()
                .parameters()
                .get("embedding.weight")
                .array();
        float[] a = row(run("vectors: vectors.txt, scale_vectors: true", 0), "embedding.weight", "a");

        double squares = 0;
        for (float number : usual) {
            squares += number * number;
        }
        double factor = Math.sqrt(squares / usual.length / ((1 + 4 + 9 + 16 + 25 + 36) / 6.0));
        assertThat(a[0]).isCloseTo((float) factor, offset(1e-6f));
        assertThat(a[2]).isCloseTo((float) (3 * factor), offset(1e-6f));
    }

    @Test
    void run_vectorsOfARun_standInTheTable() throws IOException {
        RunResult first = run("vectors: vectors.txt", 1);
        Files.writeString(folder.resolve("other.tsv"), "x\taz\ny\tz\nx\taa\ny\tzz\n");

        RunResult second = run("vectors: " + first.run().path() + ", all_words: true", "", 0, "other.tsv");

        Vocabulary vocabulary = ((InputEncoding.Text) second.model().contract().input()).vocabulary();
        assertThat(vocabulary.symbols()).containsExactly("z", "a", "c", "b");
        assertThat(row(second, "embedding.weight", "a")).isEqualTo(row(first, "embedding.weight", "a"));
        assertThat(row(second, "embedding.weight", "c")).isEqualTo(row(first, "embedding.weight", "c"));
    }

    @Test
    void run_vectorsOfARunThatDoNotFit_saysWhy() throws IOException {
        String path = run("vectors: vectors.txt", 0).run().path().toString();

        assertThatThrownBy(() -> run("dropout: 0, vectors: " + path, "", 0, "texts.tsv", 5))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("have 3 features, but embedding.size is 5; take size: 3");
        assertThatThrownBy(() -> run("vectors: " + folder, 0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("embedding.vectors");
    }

    @Test
    void run_vectorsOfADecoder_standInItsTable() throws IOException {
        Files.writeString(folder.resolve("vectors.txt"), "a 1 2 3\nb 4 5 6\n");
        Files.writeString(folder.resolve("pairs.tsv"), "x y\tab\ny x\tba\nx x\taa\ny y\tbb\n");
        Path file = Files.writeString(folder.resolve("experiment.yaml"), """
                name: written
                data:
                  source: {name: parallel, options: {pairs: pairs.tsv}}
                  split: {by: order, validation: 0, test: 0.25}
                model:
                  embedding: {size: 3}
                  encoder: {cell: elman, hidden: 4}
                  decoder: {cell: elman, hidden: 4, embedding: {size: 3, vectors: vectors.txt}}
                train: {epochs: 0, loss: cross-entropy, optimizer: descent}
                export: none
                """);

        RunResult result = Experiment.load(file)
                .withRegistry(REGISTRY)
                .withRuns(folder.resolve("runs"))
                .run();

        WrittenEncoding written = (WrittenEncoding)
                result.model().contract().targets().values().iterator().next();
        float[] rows =
                result.model().parameters().get("decoder.embedding.weight").array();
        int from = written.number("b") * 3;
        assertThat(Arrays.copyOfRange(rows, from, from + 3)).containsExactly(4, 5, 6);
    }

    @Test
    void run_vectorsWhereNoTextIs_saysSo() {
        assertThatThrownBy(() -> run("", ", embedding: {vectors: vectors.txt}", 0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("model.decoder.embedding.vectors")
                .hasMessageContaining("no text is read or written with it");
    }

    private RunResult run(String embedding, int epochs) throws IOException {
        return run(embedding, "", epochs);
    }

    private RunResult run(String embedding, String decoder, int epochs) throws IOException {
        Files.writeString(folder.resolve("texts.tsv"), "x\taab\ny\tcc\nx\tab\ny\tca\nx\tbb\ny\tacc\n");
        return run(embedding, decoder, epochs, "texts.tsv");
    }

    private RunResult run(String embedding, String decoder, int epochs, String training) throws IOException {
        return run(embedding, decoder, epochs, training, 3);
    }

    private RunResult run(String embedding, String decoder, int epochs, String training, int size) throws IOException {
        Files.writeString(folder.resolve("vectors.txt"), "a 1 2 3\nb 4 5 6\n");
        Files.writeString(folder.resolve("test.tsv"), "x\tabb\ny\tcca\n");
        Path file = Files.writeString(
                folder.resolve("experiment.yaml"), """
                name: vectors
                data:
                  source: {name: text, options: {training: %s, test: test.tsv, columns: [label, text]}}
                  split: {by: stratified, validation: 0}
                model:
                  embedding: {size: %d, %s}
                  encoder: {cell: elman, hidden: 4}
                  decoder: {cell: elman%s}
                train:
                  epochs: %d
                  loss: cross-entropy
                  optimizer: {name: descent, options: {learning_rate: 0.5}}
                export: none
                """.formatted(training, size, embedding, decoder, epochs));
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
