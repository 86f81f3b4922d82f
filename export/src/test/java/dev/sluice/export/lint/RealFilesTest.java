package dev.sluice.export.lint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.sluice.export.targets.Target;
import dev.sluice.export.onnx.Defects;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of other programs: called refused if, and only if, ONNX Runtime refuses them. */
class RealFilesTest {
    @TempDir
    private Path folder;

    static List<Path> files() throws IOException, URISyntaxException {
        Path models = Path.of(Objects.requireNonNull(
                        RealFilesTest.class.getResource("/dev/sluice/export/importer/models/torch_gru_packed.onnx"))
                .toURI());
        try (Stream<Path> files = Files.list(Objects.requireNonNull(models.getParent()))) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void lint_fileOfAnotherProgram_isRefusedAsInRuntime(Path file) throws IOException {
        assertThat(Linter.lint(file, Target.ORT_CPU).stream().anyMatch(each -> each.effect() == Advice.Effect.REFUSED))
                .as(Linter.lint(file, Target.ORT_CPU).toString())
                .isEqualTo(!loads(file));
    }

    private static boolean loads(Path file) {
        try {
            OrtEnvironment.getEnvironment().createSession(file.toString()).close();
            return true;
        } catch (OrtException e) {
            return false;
        }
    }

    @Test
    void lint_weightsInASecondFile_areANoteWhileTheFileIsThere() throws IOException {
        ModelProto.Builder model = Defects.rightModel().proto().toBuilder();
        Path weights = folder.resolve("weights.bin");
        byte[] bytes = model.getGraph().getInitializer(0).getRawData().toByteArray();
        Files.write(weights, bytes);
        model.getGraphBuilder()
                .getInitializerBuilder(0)
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", "weights.bin"))
                .addExternalData(entry("offset", "0"))
                .addExternalData(entry("length", Integer.toString(bytes.length)));
        Path file = folder.resolve("model.onnx");
        new OnnxModel(model.build()).write(file);

        assertThat(loads(file)).isTrue();
        assertThat(Linter.lint(file, Target.ORT_CPU))
                .noneMatch(Advice::isFatal)
                .anyMatch(each ->
                        each.message().equals("1 tensor lies in 'weights.bin'; ship that file beside the model"));

        Files.write(weights, new byte[8]);
        assertThat(loads(file)).isFalse();
        assertThat(Linter.lint(file, Target.ORT_CPU).getFirst().message())
                .isEqualTo("end at byte 180 of 'weights.bin', which has 8");

        Files.delete(weights);
        assertThat(loads(file)).isFalse();
        assertThat(Linter.lint(file, Target.ORT_CPU).getFirst().message()).contains("no such file beside the model");
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
