package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LargerThanMemoryTest {
    private static final int SERIES = 4_500;
    private static final int STEPS = 100;
    private static final int MEGABYTES = 28;

    @TempDir
    private Path folder;

    private void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,a,b,c,d,y\n");
            for (int row = 0; row < SERIES * STEPS; row++) {
                int id = row / STEPS;
                out.write(id + "," + Math.sin(row) + "," + Math.cos(row * 0.7) + "," + Math.sin(row * 0.01 + id) + ","
                        + Math.sin(id) * row + "," + id % 7 + "\n");
            }
        }
    }

    private String inSmallMemory() throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + MEGABYTES + "m",
                        "-XX:+UseSerialGC",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargerThanMemory.class.getName(),
                        folder.toString())
                .redirectError(errors.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return out.strip();
    }

    @Test
    void train_fileLargerThanTheMemory_givesTheBitsOfALargeMemory() throws IOException, InterruptedException {
        Path file = folder.resolve("data.csv");
        write(file);
        assertThat(Files.size(file)).isGreaterThan((long) MEGABYTES << 20);
        String small = inSmallMemory();
        try (Stream<Path> kept = Files.list(folder.resolve("cache"))) {
            assertThat(kept).as("converted once").hasSize(1);
        }
        assertThat(inSmallMemory()).as("from the kept file").isEqualTo(small);
        try (Stream<Path> kept = Files.list(folder.resolve("cache"))) {
            for (Path each : kept.toList()) {
                Files.delete(each);
            }
        }
        assertThat(LargerThanMemory.sums(folder)).as("in memory").isEqualTo(small);
        assertThat(folder.resolve("cache")).isEmptyDirectory();
    }
}
