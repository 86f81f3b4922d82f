package dev.sluice.export.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.export.importer.file.OperatorCase;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that a file only refers to: in a data file beside it, or as inputs with values of their own. */
class CompleteModelTest {
    private static final Set<String> WEIGHTS = Set.of("W", "R", "B");

    @TempDir
    private Path folder;

    @Test
    void read_weightsInADataFile_areProvenAndWrittenInside() throws IOException {
        Path file = external(0);

        ImportedFile imported = new OnnxImporter().read(file);
        Path written = Files.createDirectory(folder.resolve("alone")).resolve("model.onnx");
        imported.write(written);

        assertThat(imported.prove().passed()).isTrue();
        assertThat(new OnnxImporter().read(written).prove().passed()).isTrue();
        assertThat(weights(OnnxModel.read(written))).isEqualTo(weights(original()));
    }

    @Test
    void read_tensorsThatOverlapInTheirFile_areRefused() throws IOException {
        assertThatThrownBy(() -> new OnnxImporter().read(external(8)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("overlaps other tensors")
                .hasMessageContaining("weights.bin");
    }

    /** The form of ONNX's own operator cases. */
    @Test
    void read_weightsThatAreInputsWithValuesBesideTheModel_areTaken() throws IOException {
        Path file = operatorCase(true);

        ImportedFile imported = new OnnxImporter().read(file);

        assertThat(imported.prove().passed()).isTrue();
        assertThat(imported.describe())
                .contains("note    the weights 'B', 'R', 'W' are inputs of the file; their values are those of"
                        + " test_data_set_0");
    }

    @Test
    void read_weightsThatAreInputsWithoutValues_areNamed() throws IOException {
        assertThatThrownBy(() -> new OnnxImporter().read(operatorCase(false)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("must be stored in the file, but is the input 'R'; make it an initializer");
    }

    @Test
    void read_damagedOrForeignValue_isRefused() throws IOException {
        Path file = operatorCase(true);
        Path value = folder.resolve("test_data_set_0/input_2.pb");
        byte[] whole = Files.readAllBytes(value);
        Files.write(
                value, ByteString.copyFrom(whole).substring(0, whole.length / 2).toByteArray());

        assertThatThrownBy(() -> new OnnxImporter().read(file))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("input_2.pb is not a readable tensor");

        Path elsewhere = Files.move(
                value, Files.createTempFile("input", ".pb"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.createSymbolicLink(value, elsewhere);
        assertThatThrownBy(() -> new OnnxImporter().read(file)).hasMessageContaining("in a file of the model's folder");
        Files.delete(elsewhere);
    }

    private static OnnxModel original() throws IOException {
        return OnnxModel.read(ImporterModelsTest.model("tf2onnx_keras_gru"));
    }

    private static Set<ByteString> weights(OnnxModel model) {
        return model.proto().getGraph().getInitializerList().stream()
                .filter(tensor -> WEIGHTS.contains(tensor.getName()))
                .map(TensorProto::getRawData)
                .collect(java.util.stream.Collectors.toSet());
    }

    /** The weights in one file, each so many bytes before its place. */
    private Path external(int overlap) throws IOException {
        ModelProto.Builder model = original().proto().toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
            if (WEIGHTS.contains(tensor.getName())) {
                int offset = Math.max(0, data.size() - overlap);
                int length = tensor.getRawData().size();
                tensor.getRawData().writeTo(data);
                tensor.clearRawData()
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(entry("location", "weights.bin"))
                        .addExternalData(entry("offset", Integer.toString(offset)))
                        .addExternalData(entry("length", Integer.toString(length)));
            }
        }
        byte[] bytes = data.toByteArray();
        Files.write(folder.resolve("weights.bin"), java.util.Arrays.copyOf(bytes, bytes.length - overlap));
        Path file = folder.resolve("model.onnx");
        new OnnxModel(model.build()).write(file);
        return file;
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private Path operatorCase(boolean values) throws IOException {
        ModelProto.Builder model = original().proto().toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        Path data = Files.createDirectories(folder.resolve(OperatorCase.FOLDER));
        for (int i = graph.getInitializerCount() - 1; i >= 0; i--) {
            TensorProto tensor = graph.getInitializer(i);
            if (WEIGHTS.contains(tensor.getName())) {
                ValueInfoProto.Builder input = graph.addInputBuilder().setName(tensor.getName());
                var type = input.getTypeBuilder().getTensorTypeBuilder().setElemType(tensor.getDataType());
                tensor.getDimsList()
                        .forEach(size -> type.getShapeBuilder().addDimBuilder().setDimValue(size));
                if (values) {
                    Files.write(data.resolve("input_" + (graph.getInputCount() - 1) + ".pb"), tensor.toByteArray());
                }
                graph.removeInitializer(i);
            }
        }
        Path file = folder.resolve("model.onnx");
        new OnnxModel(model.build()).write(file);
        return file;
    }
}
