package dev.sluice.export.importer;

import static dev.sluice.export.importer.HandMade.node;
import static dev.sluice.export.importer.HandMade.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.TypeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged or mean harm: a clear message, and nothing outside their folder is touched. */
class HostileFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"torch_gru_classifier", "tf2onnx_keras_gru", "torch_lstm_attention", "cntk_bidirectional_gru"})
    void read_truncated_isRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(ImporterModelsTest.model(name));
        for (int length = 0; length < whole.length; length += 1 + whole.length / 60) {
            readOrRefuse(Arrays.copyOf(whole, length));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"torch_gru_classifier", "tf2onnx_keras_gru", "torch_lstm_attention", "torch_unfolded_weights"})
    void read_bytesChangedAtRandom_isReadOrRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(ImporterModelsTest.model(name));
        CounterRandom random = CounterRandom.of(20_261_121, name, 0);
        for (int i = 0; i < 250; i++) {
            byte[] changed = whole.clone();
            for (int k = 0; k < 1 + i % 5; k++) {
                changed[random.below(20L * i + 2 * k, changed.length)] = (byte) random.below(20L * i + 2 * k + 1, 256);
            }
            readOrRefuse(changed);
        }
    }

    /** Any other exception fails the test. */
    private static void readOrRefuse(byte[] bytes) throws IOException {
        try {
            OnnxImport imported = OnnxImport.of(OnnxModel.parse(bytes, "damaged"), "damaged");
            OnnxNetwork.of(imported);
        } catch (ImportException | OnnxFormatException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\u0000");
        }
    }

    @Test
    void read_nodesThatFeedEachOther_saysSo() {
        refused(
                graph -> graph.addNode(node("Relu", "a", "b"))
                        .addNode(node("Relu", "b", "a"))
                        .addOutput(graph.addOutputBuilder().setName("a").build()),
                "must not form a cycle");
    }

    @Test
    void read_negativeSize_saysSo() {
        refused(graph -> graph.addInitializer(weights("w").addDims(-3)), "sizes from 0 to 2^31-1");
    }

    @Test
    void read_sizesBeyondTheData_takesNoMemory() {
        refused(
                graph -> graph.addInitializer(
                        weights("w").addDims(30_000).addDims(60_000).setRawData(ByteString.copyFrom(new byte[8]))),
                "needs 7200000000 bytes for its shape, but has 8");
        refused(
                graph -> graph.addInitializer(weights("w").addDims(1L << 31).addDims(1L << 31)),
                "sizes from 0 to 2^31-1");
        refused(
                graph -> graph.addInitializer(weights("w").addDims(1 << 20).addDims(1 << 20)),
                "at most 2^31-1 elements");
    }

    @Test
    void read_aNameGivenTwice_saysSo() {
        refused(
                graph -> graph.addInitializer(weights("w").addDims(0))
                        .addInitializer(weights("w").addDims(0)),
                "occurs twice");
    }

    @Test
    void read_valueThatNothingMakes_saysSo() {
        refused(graph -> graph.addNode(node("Relu", "ghost", "y")), "needs the value 'ghost', which no node computes");
    }

    @Test
    void read_computedConstantOfManyElements_takesNoMemory() {
        refused(
                graph -> graph.addInitializer(whole("sizes", 100_000, 100_000, 100_000))
                        .addNode(node("ConstantOfShape", "sizes", "huge"))
                        .addOutput(graph.addOutputBuilder().setName("huge").build()),
                "ConstantOfShape");
    }

    @Test
    void read_constantDoubledAgainAndAgain_takesNoMemory() {
        refused(
                graph -> {
                    graph.addInitializer(whole("x0", 1, 2, 3, 4));
                    for (int i = 0; i < 60; i++) {
                        graph.addNode(node("Concat", "x" + i, "x" + (i + 1)).toBuilder()
                                .addInput("x" + i)
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("axis")
                                        .setType(AttributeProto.AttributeType.INT)));
                    }
                },
                "computes too much");
    }

    @Test
    void read_manyComputedConstants_areTooMuchTogether() {
        refused(
                graph -> {
                    graph.addInitializer(whole("sizes", 1 << 22));
                    for (int i = 0; i < 3000; i++) {
                        graph.addNode(node("ConstantOfShape", "sizes", "huge" + i));
                    }
                },
                "computes too much");
    }

    @Test
    void read_rowsGatheredAgainAndAgain_takeNoTime() {
        refused(
                graph -> {
                    graph.addInitializer(whole("sizes", 1 << 22))
                            .addInitializer(whole("first", 0))
                            .addNode(node("ConstantOfShape", "sizes", "table"));
                    for (int i = 0; i < 3000; i++) {
                        graph.addNode(
                                node("Gather", "table", "row" + i).toBuilder().addInput("first"));
                    }
                },
                "computes too much");
    }

    @Test
    void read_inputOfGigabytesAStep_takesNoMemory() {
        assertThatThrownBy(() -> withInput("huge", 1, Integer.MAX_VALUE))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("too many numbers");
    }

    @Test
    void prove_fileThatClaimsToRunWithABillionStepsOnly_takesNoMemory() throws IOException {
        OnnxModel known = OnnxModel.read(ImporterModelsTest.model("torch_frozen_batch"));
        ModelProto.Builder model = known.proto().toBuilder();
        for (ValueInfoProto.Builder input : model.getGraphBuilder().getInputBuilderList()) {
            input.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilderList().stream()
                    .limit(2)
                    .forEach(dim -> dim.setDimValue(1_000_000_000));
        }
        OnnxImport imported = OnnxImport.of(new OnnxModel(model.build()), "claims");

        assertThatThrownBy(() -> new OnnxFile(imported, List.of()).prove())
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("must run in ONNX Runtime");
    }

    @Test
    void prove_inputThatNothingReads_isGivenWhatItsFileSays() throws IOException {
        OnnxImport imported = withInput("unread", 2, 5);

        assertThat(new OnnxFile(imported, List.of()).prove().passed()).isTrue();
    }

    /** A known model with one more input, which nothing reads. */
    private static OnnxImport withInput(String name, long... sizes) throws IOException {
        OnnxModel known = OnnxModel.read(ImporterModelsTest.model("torch_gru_classifier"));
        ModelProto.Builder model = known.proto().toBuilder();
        ValueInfoProto.Builder input = model.getGraphBuilder().addInputBuilder().setName(name);
        TypeProto.Tensor.Builder type =
                input.getTypeBuilder().getTensorTypeBuilder().setElemType(1);
        for (long size : sizes) {
            type.getShapeBuilder().addDimBuilder().setDimValue(size);
        }
        return OnnxImport.of(new OnnxModel(model.build()), "wide");
    }

    @Test
    void read_nodeOfManyInputs_isRefusedAtOnce() {
        refused(
                graph -> {
                    NodeProto.Builder sum = node("Sum", "x", "y").toBuilder();
                    for (int i = 0; i < 100_000; i++) {
                        sum.addInput("x");
                    }
                    graph.addNode(sum);
                },
                "at most 20000 inputs");
    }

    @Test
    void read_chainOfThousandsOfNodes_needsNoDeepStack() throws IOException {
        OnnxModel known = OnnxModel.read(ImporterModelsTest.model("torch_gru_classifier"));
        ModelProto.Builder model = known.proto().toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        String last = graph.getOutput(0).getName();
        for (int i = 0; i < 3900; i++) {
            graph.addNode(node("Mish", last, "chain" + i));
            last = "chain" + i;
        }
        graph.setOutput(0, graph.getOutput(0).toBuilder().setName(last));

        OnnxImport imported = OnnxImport.of(new OnnxModel(model.build()), "deep");
        assertThat(OnnxNetwork.of(imported).inputs()).isNotEmpty();
    }

    @Test
    void read_tooManyNodes_isRefusedAtOnce() {
        refused(
                graph -> {
                    for (int i = 0; i < 100_000; i++) {
                        graph.addNode(node("Relu", i == 0 ? "x" : "r" + (i - 1), "r" + i));
                    }
                },
                "at most 4000 nodes");
    }

    @Test
    void read_nameWithControlCharacters_isShownWithoutThem() {
        assertThatThrownBy(() -> OnnxImport.of(
                        model(graph -> graph.addNode(node("Evil\u001b[2J", "ghost\n\u001b[31m", "y"))), "hostile"))
                .isInstanceOf(ImportException.class)
                .message()
                .doesNotContain("\u001b")
                .doesNotContain("ghost\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.bin", "/etc/passwd", "sub/../../secret.bin", "link.bin", ""})
    void read_externalDataOutsideTheFolder_isNotTouched(String location) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path secret = Files.write(folder.resolve("secret.bin"), new byte[4]);
        Files.createSymbolicLink(home.resolve("link.bin"), secret);
        Path file = home.resolve("model.onnx");
        external(location).write(file);

        assertThatThrownBy(() -> new OnnxImporter().read(file))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("must have its data in a file of the model's folder");
    }

    @Test
    void read_externalDataBeyondItsFile_isRefused() throws IOException {
        Files.write(folder.resolve("data.bin"), new byte[2]);
        Path file = folder.resolve("model.onnx");
        external("data.bin").write(file);

        assertThatThrownBy(() -> new OnnxImporter().read(file))
                .hasMessageContaining("needs 4 bytes for its shape, but has 2");
    }

    private static OnnxModel external(String location) {
        return model(graph -> graph.addInitializer(weights("w")
                .addDims(1)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location))));
    }

    private static void refused(Consumer<GraphProto.Builder> content, String message) {
        assertThatThrownBy(() -> OnnxImport.of(model(content), "hostile"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(message);
    }

    private static OnnxModel model(Consumer<GraphProto.Builder> content) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("hostile");
        content.accept(graph);
        return new OnnxModel(ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build());
    }

    private static TensorProto.Builder weights(String name) {
        return TensorProto.newBuilder().setName(name).setDataType(1);
    }
}
