package dev.sluice.export.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.export.importer.KerasImporter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HDF5 files and archives that are damaged or mean harm: one clear message, and nothing but the file is touched. */
class HostileKerasFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"classifier.h5", "keras2.h5", "weights.weights.h5", "classifier.keras"})
    void read_truncated_isRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(KerasFiles.path(name));
        for (int length = 0; length < whole.length; length += 1 + whole.length / 15) {
            readOrRefuse(Arrays.copyOf(whole, length));
        }
    }

    /** All that is not a weight: a change there only makes another number. */
    @ParameterizedTest
    @ValueSource(strings = {"classifier.h5", "keras2.h5", "weights.weights.h5", "classifier.keras"})
    void read_structureChanged_isReadOrRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(KerasFiles.path(name));
        int[] structure = structure(whole, KerasArchive.read(KerasFiles.path(name)));
        assertThat(structure).hasSizeBetween(1000, whole.length - 300);
        CounterRandom random = CounterRandom.of(20_261_121, name, 0);
        int changes = 48;
        for (int i = 0; i < changes; i++) {
            byte[] changed = whole.clone();
            // One place after the other, and some more anywhere.
            changed[structure[i * structure.length / changes]] =
                    (byte) (i % 2 == 0 ? 0xff : random.below(20L * i, 256));
            for (int k = 1; k < 1 + i % 5; k++) {
                int at = structure[random.below(20L * i + 2 * k, structure.length)];
                changed[at] = (byte) random.below(20L * i + 2 * k + 1, 256);
            }
            readOrRefuse(changed);
        }
    }

    private static int[] structure(byte[] whole, StoredModel stored) {
        BitSet weights = new BitSet();
        stored.weights().values().stream().flatMap(List::stream).forEach(weight -> {
            float[] numbers = weight.values().array();
            ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(numbers);
            int at = IntStream.rangeClosed(0, whole.length - bytes.capacity())
                    .filter(from ->
                            ByteBuffer.wrap(whole, from, bytes.capacity()).mismatch(bytes) < 0)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(weight.path() + " is not in the file as it is"));
            weights.set(at, at + bytes.capacity());
        });
        return IntStream.range(4, whole.length).filter(at -> !weights.get(at)).toArray();
    }

    /** Any other exception fails the test. */
    private void readOrRefuse(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("damaged"), bytes);
        try {
            KerasFile.graph(file, new KerasNotes());
        } catch (ImportException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\u0000");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "external_link.h5      | is a link to another place, which is not followed",
                "soft_link.h5          | is a link to another place, which is not followed",
                "group_in_itself.h5    | more than 12 deep",
                "unwritten_2_gb.h5     | claims to be [536870912], which is more than the file holds",
                "compressed_2_gb.h5    | is compressed; save it as Keras does",
                "whole_numbers.h5      | must hold floating-point numbers",
                "one_place_twice.h5    | which is more than the file holds",
                "strange.h5            | not one that Keras saved"
            })
    void read_fileThatClaimsOrLeadsElsewhere_isRefusedAtOnce(String name, String message) {
        assertThatThrownBy(() -> new KerasImporter().read(KerasFiles.path("hostile/" + name)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(message);
    }

    @Test
    void read_archiveWithAPartThatIsTooLong_takesNoMemory() throws IOException {
        Path file = folder.resolve("bomb.keras");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            text(zip, "config.json", "{}");
            text(zip, "metadata.json", "{}");
            zip.putNextEntry(new ZipEntry("model.weights.h5"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }

        assertThatThrownBy(() -> new KerasImporter().read(file))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("'model.weights.h5' must have at most");
    }

    @Test
    void read_archiveWithoutItsParts_saysWhichIsMissing() throws IOException {
        Path file = folder.resolve("other.keras");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            text(zip, "readme.txt", "hello");
        }

        assertThatThrownBy(() -> new KerasImporter().read(file))
                .hasMessageContaining("the archive has no 'config.json'");
    }

    @Test
    void read_configurationThatIsNoJson_saysSo() {
        assertThatThrownBy(() -> KerasJson.parse("[".repeat(100_000), "model.h5"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("its description of the model is damaged");
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
