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
    @TempDir
    private Path folder;

    /** A disk that was full for a moment must not end a lease: another machine would take the run over. */
    @Test
    void renew_afterAWriteThatFailed_goesOn() throws IOException {
        Path file = folder.resolve(".lease");
        try (Lease lease = Lease.take(folder, Duration.ofDays(1))) {
            // Writing to a folder fails, whoever writes.
            Path aside = folder.resolve("aside");
            Files.move(file, aside);
            Files.createDirectory(file);
            lease.beat();
            Files.delete(file);
            Files.move(aside, file);
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

            lease.beat();

            assertThat(Lease.isFresh(folder)).isTrue();
        }
    }
}
