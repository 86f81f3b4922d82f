package dev.sluice.core.experiment.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {
    private static final int REFUSED = 3;

    @TempDir
    private Path folder;

    /** Another process that tries to lock a folder. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws IOException {
            try (RunLock lock = RunLock.take(Path.of(arguments[0]))) {
                lock.remove();
            } catch (RunException e) {
                System.exit(REFUSED);
            }
        }
    }

    private int other() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Other.class.getName(), folder.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Closing any other handle of a locked file releases the lock of the process, so none may be opened. */
    @Test
    void take_secondTimeInOneProcess_leavesTheLockToTheFirst() throws IOException, InterruptedException {
        RunLock lock = RunLock.take(folder);
        try {
            assertThatThrownBy(() -> RunLock.take(folder))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("by this process");
            assertThat(RunLock.await(folder, Duration.ZERO)).isFalse();

            assertThat(other()).isEqualTo(REFUSED);
        } finally {
            lock.close();
        }
        assertThat(RunLock.await(folder, Duration.ZERO)).isTrue();
        assertThat(other()).isZero();
    }
}
