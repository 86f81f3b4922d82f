package dev.sluice.export.lint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TextFormat.ParseException;
import dev.sluice.export.onnx.Defects;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.targets.Target;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** A turn of a loop adds x; neither its number of turns nor its condition need be there. */
    @ParameterizedTest
    @ValueSource(strings = {"turns,", ",go", "turns,go"})
    void lint_loopWithoutTurnsOrCondition_isTakenAsInRuntime(String inputs) throws IOException, ParseException {
        String[] given = inputs.split(",", -1);
        Path file = written("""
                ir_version: 8
                opset_import { version: 17 }
                graph {
                  name: "sum"
                  initializer { name: "turns" data_type: 7 int64_data: 3 }
                  initializer { name: "go" data_type: 9 int32_data: 1 }
                  initializer { name: "one" data_type: 1 float_data: 1 }
                  node {
                    op_type: "Loop" input: "%s" input: "%s" input: "one" output: "y"
                    attribute { name: "body" type: GRAPH g {
                      name: "turn"
                      input { name: "i" type { tensor_type { elem_type: 7 shape {} } } }
                      input { name: "on" type { tensor_type { elem_type: 9 shape {} } } }
                      input { name: "z" type { tensor_type { elem_type: 1 shape {} } } }
                      node { op_type: "Identity" input: "on" output: "still" }
                      node { op_type: "Add" input: "z" input: "x" output: "sum" }
                      output { name: "still" type { tensor_type { elem_type: 9 shape {} } } }
                      output { name: "sum" type { tensor_type { elem_type: 1 shape {} } } }
                    } }
                  }
                  input { name: "x" type { tensor_type { elem_type: 1 shape {} } } }
                  output { name: "y" type { tensor_type { elem_type: 1 shape {} } } }
                }
                """.formatted(given[0], given[1]));

        assertThat(loads(file)).isTrue();
        assertThat(Linter.lint(file, Target.ORT_CPU)).noneMatch(Advice::isFatal);
    }

    /** ONNX Runtime has an operator that changed in opset 7 from there on, and others in older forms. */
    @ParameterizedTest
    @CsvSource({"Add, 6, false", "Add, 7, true", "Sum, 6, true", "PRelu, 6, false", "Gemm, 6, false", "Max, 6, true"})
    void lint_operatorOfAnOldOpset_isRefusedAsInRuntime(String operator, int opset, boolean taken)
            throws IOException, ParseException {
        Path file = written("""
                ir_version: 3
                opset_import { version: %d }
                graph {
                  name: "old"
                  node { op_type: "%s" %s output: "y" }
                  input { name: "a" type { tensor_type { elem_type: 1 shape { dim { dim_value: 2 } dim { dim_value: 2 } } } } }
                  output { name: "y" type { tensor_type { elem_type: 1 shape { dim { dim_value: 2 } dim { dim_value: 2 } } } } }
                }
                """.formatted(opset, operator, "input: \"a\" ".repeat(operator.equals("Gemm") ? 3 : 2)));

        assertThat(loads(file)).isEqualTo(taken);
        assertThat(Linter.lint(file, Target.ORT_CPU).stream().anyMatch(Advice::isFatal))
                .isEqualTo(!taken);
        assertThat(Linter.lint(file, Target.TRACT))
                .noneMatch(advice -> advice.rule().equals("too-old"));
    }

    private Path written(String model) throws IOException, ParseException {
        Path file = folder.resolve("model.onnx");
        new OnnxModel(TextFormat.parse(model, ModelProto.class)).write(file);
        return file;
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
