package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.csv.CsvFixture;
import dev.sluice.core.data.csv.CsvSource;
import dev.sluice.core.data.fact.FactOptions;
import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.data.jsonl.JsonLinesOptions;
import dev.sluice.core.data.jsonl.JsonLinesSource;
import dev.sluice.core.data.numpy.NumpyOptions;
import dev.sluice.core.data.numpy.NumpySource;
import dev.sluice.core.data.recording.RecordingsOptions;
import dev.sluice.core.data.recording.RecordingsSource;
import dev.sluice.core.data.ts.TsOptions;
import dev.sluice.core.data.ts.TsSource;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Balanced classes and weights of steps, whatever source the examples come from. */
final class WeightsOfSourcesTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    /** An array in NumPy's format, version 1. */
    private void array(String name, String shape, double... values) throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + "), }\n";
        ByteBuffer numbers = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            numbers.putDouble(value);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        file.write(header.getBytes(StandardCharsets.US_ASCII));
        file.write(numbers.array());
        Files.write(folder.resolve(name), file.toByteArray());
    }

    private static List<Tensor> weights(List<Example> examples) {
        Preparation plain = Preparation.of(TextConfig.defaults(), ClassEncoding.Form.NUMBER);
        Preparation balanced =
                OptionRecords.with(plain, "weights", new WeightsConfig(WeightsConfig.Classes.BALANCED, Map.of()));
        PreparedData data = PreparedData.of(new Split(examples, List.of(), List.of()), balanced, new DataReport());
        return data.training().examples().stream()
                .map(example -> example.weights().get(Example.TARGET))
                .toList();
    }

    /** Of three examples, two are of one class. */
    private static void assertBalanced(List<Example> examples) {
        assertThat(weights(examples)).extracting(weight -> weight.array()[0]).containsExactly(0.75f, 0.75f, 1.5f);
    }

    /** Of four steps, three are of one class; the steps weigh 1, 2, 0 and 1 beside that. */
    private static void assertSteps(List<Example> examples) {
        List<Tensor> weights = weights(examples);
        assertThat(weights.get(0).array()).containsExactly(4 / 6f, 2 * 4 / 6f);
        assertThat(weights.get(1).array()).containsExactly(0f, 2f);
    }

    private List<Example> load(DataSource source) throws IOException {
        return source.load(Reading.of(folder));
    }

    @Test
    void csv() throws IOException {
        write("data.csv", "id,x,y\n1,0,a\n2,1,a\n3,2,b\n");
        assertBalanced(load(new CsvSource(
                new CsvFixture().id("id").features("x").labels("y").options())));
        write("data.csv", "id,x,y,w\n1,0,a,1\n1,1,a,2\n2,2,a,0\n2,1,b,1\n");
        assertSteps(load(new CsvSource(new CsvFixture()
                .id("id")
                .features("x")
                .labels("y")
                .perStep()
                .weight("w")
                .options())));
    }

    @Test
    void ts() throws IOException {
        write("data.ts", "@classLabel true a b\n@data\n1,2:a\n3,4:a\n5,6:b\n");
        assertBalanced(load(new TsSource(new TsOptions(new PartFiles("data.ts", "", "", "")))));
    }

    private static JsonLinesOptions json(boolean perStep) {
        return new JsonLinesOptions(
                new PartFiles("data.jsonl", "", "", ""),
                "",
                "",
                List.of("x"),
                "",
                List.of(),
                "y",
                List.of(),
                "",
                perStep,
                "",
                "",
                "",
                perStep ? "w" : "");
    }

    @Test
    void jsonLines() throws IOException {
        write("data.jsonl", """
                {"x": [1], "y": "a"}
                {"x": [2], "y": "a"}
                {"x": [3], "y": "b"}
                """);
        assertBalanced(load(new JsonLinesSource(json(false))));
        write("data.jsonl", """
                {"x": [1, 2], "y": ["a", "a"], "w": [1, 2]}
                {"x": [3, 4], "y": ["a", "b"], "w": [0, 1]}
                """);
        assertSteps(load(new JsonLinesSource(json(true))));
        write("data.jsonl", """
                {"x": [1, 2], "y": ["a", "a"], "w": [1]}
                """);
        assertThatThrownBy(() -> load(new JsonLinesSource(json(true))))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("line 1", "field 'w'", "each of the 2 targets");
    }

    private static NumpyOptions numpy(boolean perStep) {
        return new NumpyOptions(
                "",
                "",
                "",
                "x.npy",
                "",
                "",
                Padding.Side.NONE,
                "",
                "",
                "y.npy",
                "",
                perStep,
                Map.of(),
                Map.of(),
                "",
                "",
                perStep ? "w.npy" : "");
    }

    @Test
    void numpy() throws IOException {
        array("x.npy", "3, 1, 1", 1, 2, 3);
        array("y.npy", "3,", 0, 0, 1);
        assertBalanced(load(new NumpySource(numpy(false))));
        array("x.npy", "2, 2, 1", 1, 2, 3, 4);
        array("y.npy", "2, 2", 0, 0, 0, 1);
        array("w.npy", "2, 2", 1, 2, 0, 1);
        assertSteps(load(new NumpySource(numpy(true))));
    }

    @Test
    void recordings() throws IOException {
        write("runs/run_1.csv", "x\n1\n2\n");
        write("runs/run_2.csv", "x\n1\n2\n");
        write("runs/run_3.csv", "x\n1\n2\n");
        write("classes.csv", "id,class,weight\n1,a,1\n2,a,2\n3,b,1\n");
        FactOptions facts = new FactOptions(
                List.of("classes.csv"), List.of(), List.of(), List.of("class"), List.of(), "", "weight", "", Map.of());
        assertThat(weights(load(
                        new RecordingsSource(new RecordingsOptions(".", "runs/run_*.csv", List.of(), "", facts, ",")))))
                .extracting(weight -> weight.array()[0])
                .containsExactly(0.75f, 1.5f, 1.5f);
    }

    @Test
    void javaObjects() {
        Sequence two = new Sequence.Series(Matrix.wrap(2, 1, 1, 2));
        assertBalanced(
                List.of(new Example(two, label("a")), new Example(two, label("a")), new Example(two, label("b"))));
        assertSteps(List.of(
                new Example(two, new Target.Steps(List.of(label("a"), label("a")), List.of(1.0, 2.0))),
                new Example(two, new Target.Steps(List.of(label("a"), label("b")), List.of(0.0, 1.0)))));
    }

    private static Target label(String name) {
        return new Target.Labels(new TreeSet<>(List.of(name)));
    }
}
