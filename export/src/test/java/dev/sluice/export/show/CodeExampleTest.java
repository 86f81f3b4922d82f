package dev.sluice.export.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.export.KnownCells;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodeExampleTest {
    @TempDir
    private Path folder;

    static Stream<ModelInput> inputs() {
        return Stream.of(new ModelInput.Tokens(5), new ModelInput.Features(2));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void in_java_compilesAndPrintsWhatTheModelAnswers(ModelInput input) throws Exception {
        Path file = folder.resolve("a model.onnx");
        model(input).write(file);
        Path source = folder.resolve("Example.java");
        Files.writeString(source, new CodeExample(OnnxModel.read(file), file.toString()).in(CodeExample.Language.JAVA));

        String printed = compileAndRun(source);

        assertThat(printed.strip()).isEqualTo("probabilities [[" + Arrays.toString(expected(file)) + "]]");
    }

    @ParameterizedTest
    @EnumSource(CodeExample.Language.class)
    void in_eachLanguage_givesEveryInput(CodeExample.Language language) {
        OnnxModel model = model(new ModelInput.Tokens(5));
        String program = new CodeExample(model, "C:\\model.onnx").in(language);

        assertThat(model.inputs())
                .hasSize(3)
                .allSatisfy(input -> assertThat(program).contains('"' + input.name() + '"'));
        assertThat(program)
                .contains("\"C:\\\\model.onnx\"", "\"probabilities\"")
                .doesNotContain("%s");
    }

    private String compileAndRun(Path source) throws IOException, InterruptedException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests run on a JDK");
        String classPath = System.getProperty("java.class.path");
        int result = compiler.run(
                null,
                null,
                null,
                "-Xlint:all",
                "-Werror",
                "-cp",
                classPath,
                "-d",
                folder.toString(),
                source.toString());
        assertThat(result).isZero();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        folder + System.getProperty("path.separator") + classPath,
                        "Example")
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private static float[] expected(Path file) throws IOException {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(file)) {
            Map<String, OnnxArray> values = new LinkedHashMap<>();
            session.inputs().keySet().forEach(name -> {
                switch (name) {
                    case "tokens" -> values.put(name, OnnxArray.longs(new long[] {1, 1, 1}, 1, 3));
                    case "features" -> values.put(name, OnnxArray.floats(new float[6], 1, 3, 2));
                    case "lengths" -> values.put(name, OnnxArray.ints(new int[] {3}, 1));
                    default -> values.put(name, OnnxArray.floats(new float[4], 1, 4));
                }
            });
            return Objects.requireNonNull(
                            session.run(values, List.of("probabilities")).get("probabilities"))
                    .toFloats();
        }
    }

    private static OnnxModel model(ModelInput input) {
        ModelConfig config =
                ModelConfig.of(EncoderOptions.of(KnownCells.Gru.defaults(), 4)).withEmbedding(3);
        Network network = SequenceModel.build(config, input, 3, Network.Mode.WITH_STATES);
        return new Lowering("test", OnnxOpset.DEFAULT)
                .activation(OutputActivation.SOFTMAX)
                .lower(network.graph(), Parameters.initialize(network.parameters(), 3))
                .builder()
                .build();
    }
}
