package dev.sluice.core.experiment.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    /** A disk that was full for a moment must not end a lease: another machine would take the run over. */
    @Test
    void renew_afterAWriteThatFailed_goesOn() throws IOException, InterruptedException {
        Path file = folder.resolve(".lease");
        try (Lease lease = Lease.take(folder, Duration.ofMillis(5))) {
            // Writing to a folder fails, whoever writes.
            Path aside = folder.resolve("aside");
            Files.move(file, aside);
            Files.createDirectory(file);
            Thread.sleep(100);
            Files.delete(file);
            Files.move(aside, file);
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

            Instant end = Instant.now().plus(PATIENCE);
            while (!Lease.isFresh(folder) && Instant.now().isBefore(end)) {
                Thread.sleep(10);
            }

            assertThat(Lease.isFresh(folder)).isTrue();
            assertThat(lease.isHeld()).isTrue();
        }
    }
}
