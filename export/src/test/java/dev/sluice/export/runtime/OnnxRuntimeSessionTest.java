package dev.sluice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxRuntimeSessionTest {
    private static final OnnxArray TABLE = OnnxArray.floats(new float[] {0, 1, 10, 11, 20, 21}, 3, 2);

    @TempDir
    Path folder;

    /** Rows of a table by id, plus a bias. */
    private static OnnxModel model() {
        OnnxModelBuilder builder = new OnnxModelBuilder("rows", OnnxOpset.DEFAULT)
                .producer("sluice", "1.2.3")
                .metadata("sluice.labels", "[\"ä\",\"日本\"]")
                .metadata("a", "");
        OnnxGraph graph = builder.graph();
        OnnxValue ids = graph.input("ids", ElementType.INT64, OnnxShape.parse("[B, T]"));
        OnnxValue bias = graph.input("bias", ElementType.FLOAT, OnnxShape.parse("[B, 1, 2]"));
        OnnxValue rows = new OnnxShaping(graph).gather(graph.initializer("table", TABLE), ids, 0);
        graph.output("rows", new OnnxMath(graph).add(rows, bias));
        graph.output("count", new OnnxShaping(graph).size(ids, 1));
        return builder.build();
    }

    private static final Map<String, OnnxArray> INPUTS = Map.of(
            "ids", OnnxArray.longs(new long[] {2, 0}, 1, 2),
            "bias", OnnxArray.floats(new float[] {0.5f, 0}, 1, 1, 2));

    @Test
    void open_ownFile_tellsInputsOutputsAndMetadata() throws IOException {
        Path file = folder.resolve("model.onnx");
        model().write(file);
        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(file)) {
            assertThat(session.inputs().values())
                    .extracting(ModelValue::toString)
                    .containsExactly("ids int64 [B, T]", "bias float [B, 1, 2]");
            assertThat(session.outputs().values())
                    .extracting(ModelValue::toString)
                    .containsExactly("rows float [B, T, 2]", "count int64 [1]");
            assertThat(session.metadata())
                    .containsExactly(Map.entry("sluice.labels", "[\"ä\",\"日本\"]"), Map.entry("a", ""));
            assertThat(OnnxRuntimeSession.version()).isEqualTo("1.28.0");
        }
    }

    @Test
    void run_integersAndFloats_givesCopiesThatOutliveTheSession() {
        Map<String, OnnxArray> outputs;
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model())) {
            outputs = session.run(INPUTS);
        }
        assertThat(outputs.keySet()).containsExactly("rows", "count");
        assertThat(outputs).containsEntry("rows", OnnxArray.floats(new float[] {20.5f, 21, 0.5f, 1}, 1, 2, 2));
        assertThat(outputs).containsEntry("count", OnnxArray.longs(new long[] {2}, 1));
    }

    @Test
    void run_someOutputs_givesThose() {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model())) {
            assertThat(session.run(INPUTS, List.of("count"))).containsOnlyKeys("count");
            assertThatThrownBy(() -> session.run(INPUTS, List.of("cuont"))).hasMessageContaining("'cuont'");
        }
    }

    @Test
    void run_wrongInputs_saysWhich() {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model())) {
            OnnxArray bias = OnnxArray.floats(new float[2], 1, 1, 2);
            refused(session, Map.of("bias", bias), "'ids' is missing");
            refused(session, Map.of("ids", bias, "bias", bias), "'ids' must be int64 [B, T], but was float [1, 1, 2]");
            refused(session, Map.of("x", bias), "no input 'x'");
            OnnxArray ids = OnnxArray.longs(new long[] {1, 1, 1}, 3, 1);
            refused(session, Map.of("ids", ids, "bias", bias), "must be [B, 1, 2] with B = 3");
            refused(session, Map.of("ids", OnnxArray.longs(new long[0], 1, 0), "bias", bias), "no axis of size 0");
            refused(session, Map.of("ids", OnnxArray.longs(new long[0], 0, 1), "bias", bias), "no axis of size 0");
        }
    }

    private static void refused(OnnxRuntimeSession session, Map<String, OnnxArray> inputs, String message) {
        assertThatThrownBy(() -> session.run(inputs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void run_idOutsideTheTable_isTheRuntimesComplaint() {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model())) {
            Map<String, OnnxArray> inputs = Map.of(
                    "ids", OnnxArray.longs(new long[] {99}, 1, 1), "bias", OnnxArray.floats(new float[2], 1, 1, 2));
            assertThatThrownBy(() -> session.run(inputs))
                    .isInstanceOf(OnnxRuntimeException.class)
                    .hasMessageContaining("99");
        }
    }

    @Test
    void run_afterClose_isRefusedAndClosingAgainIsNot() {
        OnnxRuntimeSession session = OnnxRuntimeSession.of(model());
        session.close();
        session.close();
        assertThatThrownBy(() -> session.run(INPUTS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void run_manyThreads_givesTheSame() {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model())) {
            Map<String, OnnxArray> alone = session.run(INPUTS);
            assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> session.run(INPUTS)))
                    .allMatch(alone::equals);
        }
    }

    @Test
    void open_damagedFile_isAClearException() throws IOException {
        // Without metadata, which stand last: a file that is cut between two of them is a whole model with fewer.
        byte[] whole = model().proto().toBuilder().clearMetadataProps().build().toByteArray();
        Path file = folder.resolve("damaged.onnx");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> OnnxRuntimeSession.open(file).close())
                    .as("%s of %s bytes", length, whole.length)
                    .isInstanceOfAny(OnnxFormatException.class, OnnxRuntimeException.class)
                    .hasMessageContaining("damaged.onnx");
        }
        assertThatThrownBy(() -> OnnxRuntimeSession.open(folder.resolve("none.onnx")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void of_contradictingDeclaration_isRefused() {
        ModelProto.Builder wrong = model().proto().toBuilder();
        wrong.getGraphBuilder()
                .getOutputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(2)
                .setDimValue(3);
        assertThatThrownBy(() -> OnnxRuntimeSession.of(new OnnxModel(wrong.build())))
                .isInstanceOf(OnnxRuntimeException.class);
    }

    @Test
    void of_weightsInAnotherFile_isRefused() {
        ModelProto.Builder outside = model().proto().toBuilder();
        outside.getGraphBuilder().getInitializerBuilder(0).setDataLocation(TensorProto.DataLocation.EXTERNAL);
        assertThatThrownBy(() -> OnnxRuntimeSession.of(new OnnxModel(outside.build())))
                .isInstanceOf(OnnxRuntimeException.class)
                .hasMessageContaining("lie in another file");
    }
}
