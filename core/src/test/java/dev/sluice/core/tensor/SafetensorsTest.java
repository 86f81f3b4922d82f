package dev.sluice.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetensorsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("weights.safetensors");
    }

    @Test
    void read_whatWasWritten_isTheSameInTheSameOrder() throws IOException {
        Tensors tensors = Tensors.of(
                "z.weight", Tensor.copyOf(Shape.of(2, 3), 1, -2, Float.MIN_VALUE, Float.NaN, 5, -0f),
                "a.bias", Tensor.scalar(7),
                "empty", Tensor.zeros(0, 4));
        new Safetensors(tensors, Map.of("format", "pt ä")).write(file);

        Safetensors back = Safetensors.read(file);

        assertThat(back.tensors().names()).containsExactly("z.weight", "a.bias", "empty");
        assertThat(back.metadata()).containsExactly(Map.entry("format", "pt ä"));
        for (String name : tensors.names()) {
            assertThat(back.tensors().get(name).shape())
                    .isEqualTo(tensors.get(name).shape());
            assertThat(back.tensors().get(name).array())
                    .containsExactly(tensors.get(name).array());
        }
    }

    @Test
    void read_moreThanOneChunk_keepsEveryElement() throws IOException {
        Tensor big = Tensor.zeros(3, 100_003);
        for (int i = 0; i < big.array().length; i++) {
            big.array()[i] = i;
        }
        new Safetensors(Tensors.of("big", big), Map.of()).write(file);

        assertThat(Arrays.equals(Safetensors.read(file).tensors().get("big").array(), big.array()))
                .isTrue();
    }

    @Test
    void write_twice_givesTheSameBytesAndLeavesNothingElse() throws IOException {
        Safetensors weights = new Safetensors(Tensors.of("w", Tensor.zeros(5)), Map.of());
        weights.write(file);
        byte[] first = Files.readAllBytes(file);
        weights.write(file);

        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                .isZero();
    }

    @Test
    void write_missingFolder_isAnIoException() {
        Path nowhere = folder.resolve("no").resolve("weights.safetensors");
        assertThatThrownBy(() -> new Safetensors(Tensors.of(), Map.of()).write(nowhere))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}} | must be of dtype F32, but is F64",
                "{'a':{'shape':[2],'data_offsets':[0,8]}} | but is missing",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | needs 12 bytes",
                "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | whole numbers from 0",
                "{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}} | whole numbers from 0",
                "{'a':{'dtype':'F32','shape':[99999999999999999999999],'data_offsets':[0,8]}} | whole numbers from 0",
                "{'a':{'dtype':'F32','shape':[2000000000,2000000000],'data_offsets':[0,8]}} | at most 2^31-1 elements",
                "{'a':{'dtype':'F32','shape':[2147483647,2147483647,0],'data_offsets':[0,0]}} | at most 2^31-1 elements",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | two data_offsets",
                "{'a':{'dtype':'F32','shape':[1000],'data_offsets':[0,4000]}} | ends at byte 4000 of the data",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | leaves a hole",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | tensors end at byte 4",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}"
                        + " | overlap",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}"
                        + " | not valid JSON",
                "{'__metadata__':{'x':1}} | metadata must be texts",
                "{'__metadata__':[]} | must be an object",
                "[1,2] | not a JSON object",
                "{'a': | not valid JSON",
                "{} x | not valid JSON",
            })
    void read_hostileHeader_saysWhatIsWrong(String header, String message) throws IOException {
        write(header.replace('\'', '"'), 8);

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("weights.safetensors")
                .hasMessageContaining(message);
    }

    @Test
    void read_hugeHeaderLength_isRefusedWithoutMemoryForIt() throws IOException {
        Files.write(
                file,
                ByteBuffer.allocate(20)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(Long.MAX_VALUE)
                        .array());
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("claims 9223372036854775807");
        Files.write(file, ByteBuffer.allocate(20).putLong(-1).array());
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(SafetensorsException.class);
    }

    @Test
    void read_everyTruncation_isRefused() throws IOException {
        new Safetensors(Tensors.of("w", Tensor.zeros(5)), Map.of("k", "v")).write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(file))
                    .as("%s bytes", length)
                    .isInstanceOf(SafetensorsException.class);
        }
    }

    @Test
    void write_reservedName_isRefused() {
        Safetensors weights = new Safetensors(Tensors.of("__metadata__", Tensor.scalar(1)), Map.of());
        assertThatThrownBy(() -> weights.write(file)).isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }

    private void write(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        Files.write(file, bytes.array());
    }
}
