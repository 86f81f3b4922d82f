package dev.sluice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OnnxModelTest {
    @TempDir
    Path folder;

    private static OnnxModelBuilder builder(int opset) {
        OnnxModelBuilder builder = new OnnxModelBuilder("double", new OnnxOpset(opset))
                .metadata("b", "1")
                .metadata("a", "2");
        OnnxGraph graph = builder.graph();
        OnnxValue x = graph.input("x", ElementType.FLOAT, OnnxShape.parse("[B, 4]"));
        graph.output("y", new OnnxMath(graph).add(x, x));
        return builder;
    }

    @ParameterizedTest
    @CsvSource({"14, 7", "15, 8", "17, 8", "18, 8", "19, 9", "20, 9", "21, 10", "22, 10"})
    void build_anyOpset_stampsTheOldestFormatForIt(int opset, int format) {
        OnnxModel model = builder(opset).producer("sluice", "0.1.0").build();
        assertThat(model.opset()).isEqualTo(opset);
        assertThat(model.proto().getIrVersion()).isEqualTo(format);
        assertThat(model.proto().getProducerName()).isEqualTo("sluice");
    }

    @ParameterizedTest
    @CsvSource({"13", "23"})
    void opset_outsideTheRange_isRefused(int opset) {
        assertThatThrownBy(() -> new OnnxOpset(opset))
                .hasMessageContaining("between 14 and 22")
                .hasMessageContaining("" + opset);
    }

    @Test
    void write_twice_givesTheSameBytesAndReadsBack() throws IOException {
        Path file = folder.resolve("model.onnx");
        builder(17).build().write(file);
        byte[] first = Files.readAllBytes(file);
        builder(17).build().write(file);

        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        OnnxModel back = OnnxModel.read(file);
        assertThat(back.toBytes()).isEqualTo(first);
        assertThat(back.metadata()).containsExactly(Map.entry("b", "1"), Map.entry("a", "2"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void write_missingFolder_isAnIoException() {
        Path nowhere = folder.resolve("no").resolve("model.onnx");
        OnnxModel model = builder(17).build();
        assertThatThrownBy(() -> model.write(nowhere)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void read_somethingElse_isAFormatException() throws IOException {
        Path file = folder.resolve("model.onnx");
        for (byte[] bytes :
                new byte[][] {{}, "hello, this is a text".getBytes(StandardCharsets.UTF_8), {(byte) 0xff, 1, 2}}) {
            Files.write(file, bytes);
            assertThatThrownBy(() -> OnnxModel.read(file))
                    .isInstanceOf(OnnxFormatException.class)
                    .hasMessageContaining("model.onnx (" + bytes.length + " bytes) is not a readable ONNX model");
        }
        byte[] whole = builder(17).build().toBytes();
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> OnnxModel.read(file)).isInstanceOf(OnnxFormatException.class);
    }

    @Test
    void metadata_repeatedKey_isRefused() {
        OnnxModelBuilder builder = builder(17);
        assertThatThrownBy(() -> builder.metadata("a", "3")).hasMessageContaining("'a'");
    }

    @Test
    void build_brokenRule_throwsWithTheFindings() {
        OnnxModelBuilder builder = builder(17);
        OnnxGraph graph = builder.graph();
        OnnxValue stranger = new OnnxValue("stranger", ElementType.FLOAT, OnnxShape.fixed());
        graph.output("z", new OnnxMath(graph).unary("Neg", stranger));
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        InvalidOnnxException.class,
                        e -> assertThat(e.findings()).hasSize(1))
                .hasMessageContaining("'stranger'");
    }
}
