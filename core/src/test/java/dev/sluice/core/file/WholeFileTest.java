package dev.sluice.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    private static final int SIZE = 4_000_000;
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    @Test
    void write_fullDisk_leavesTheOldFileAndNothingElse() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Path file = Files.writeString(folder.resolve("model.onnx"), "from before");
        // What is written first goes where no byte fits.
        Files.createSymbolicLink(
                folder.resolve(".model.onnx." + ProcessHandle.current().pid() + "-"
                        + Thread.currentThread().threadId() + ".partial"),
                full);

        assertThatThrownBy(() -> WholeFile.write(file, new byte[100_000]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");

        assertThat(file).hasContent("from before");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).containsExactly(file);
        }
    }

    @Test
    void write_killedAtAnyTime_leavesAWholeFileOrNone() throws IOException, InterruptedException {
        Path file = folder.resolve("model.onnx");
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(writer.getInputStream().read()).isEqualTo('!');
            writer.waitFor(20L + 35L * kill, TimeUnit.MILLISECONDS);
            writer.destroyForcibly();
            assertThat(writer.waitFor(1, TimeUnit.MINUTES)).isTrue();

            byte[] bytes = Files.readAllBytes(file);
            byte[] whole = new byte[SIZE];
            Arrays.fill(whole, bytes[0]);
            assertThat(Arrays.equals(bytes, whole)).isTrue();
        }
    }

    /** Writes the same file again and again until it is killed, each time with other bytes. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            byte[] bytes = new byte[SIZE];
            WholeFile.write(Path.of(args[0]), bytes);
            System.out.print("!");
            System.out.flush();
            for (int round = 1; round < 10_000; round++) {
                Arrays.fill(bytes, (byte) round);
                WholeFile.write(Path.of(args[0]), bytes);
            }
        }
    }
}
