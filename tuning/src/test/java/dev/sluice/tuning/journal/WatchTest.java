package dev.sluice.tuning.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class WatchTest {
    private static final Timing TIMING =
            new Timing(Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(10));
    private static final Duration LOOK = Duration.ofMillis(20);

    @TempDir
    Path path;

    private StudyFolder folder = new StudyFolder(Path.of(""));

    private final AtomicLong clock = new AtomicLong(-7);

    @BeforeEach
    void begin() throws IOException {
        folder = new StudyFolder(path);
        folder.begin("{}");
    }

    private Watch watch() {
        return new Watch(folder, "self", TIMING, clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /** Writes what a process on another machine would write. */
    private void sign(String process, long beats) throws IOException {
        Files.writeString(
                folder.process(process),
                "{\"machine\":\"elsewhere\",\"pid\":1,\"started\":\"5\",\"beats\":" + beats + ",\"active\":1.0}\n");
    }

    @Test
    void isGone_whoseHeartbeatStands_isGoneAfterTheLease() throws Exception {
        Watch watch = watch();
        sign("other", 1);
        for (Duration still = Duration.ZERO; still.compareTo(TIMING.lease()) <= 0; still = still.plus(LOOK)) {
            assertThat(watch.isGone("other")).isFalse();
            pass(LOOK);
        }
        assertThat(watch.isGone("other")).isTrue();
        // Whatever it does afterwards, it stays out.
        sign("other", 2);
        assertThat(watch.isGone("other")).isTrue();
        assertThat(new Fence(folder).stands("other")).isTrue();
    }

    @Test
    void isGone_whoseHeartbeatChanges_isNever() throws Exception {
        Watch watch = watch();
        // Numbers may go anywhere, as clocks do: what counts is that they change.
        for (long beat : new long[] {5, 4, 1_000_000, 3, 2, 8, -7, 1}) {
            sign("other", beat);
            for (int i = 0; i < 15; i++) {
                assertThat(watch.isGone("other")).isFalse();
                pass(LOOK);
            }
        }
    }

    @Test
    void isGone_afterASleepOfTheWatcher_isNotYet() throws Exception {
        Watch watch = watch();
        sign("other", 1);
        assertThat(watch.isGone("other")).isFalse();
        // As if this machine had slept, and the other one with it.
        pass(TIMING.lease().multipliedBy(2));
        assertThat(watch.isGone("other")).isFalse();
    }

    @Test
    void isGone_whoLeft_isAtOnce() throws IOException {
        Presence presence = Presence.enter(folder);
        Watch watch = watch();
        assertThat(watch.isGone(presence.process())).isFalse();

        presence.close();
        assertThat(watch.isGone(presence.process())).isTrue();
        assertThat(presence.isFenced()).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isGone_whoseProcessEnded_isAtOnce() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity own = ProcessIdentity.own();
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String started = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        Files.writeString(
                folder.process("child"),
                "{\"machine\":\"" + own.machine() + "\",\"pid\":" + process.pid() + ",\"started\":\"" + started
                        + "\"}");
        Files.writeString(
                folder.process("before"),
                "{\"machine\":\"" + own.machine() + "\",\"pid\":" + process.pid() + ",\"started\":\"1\"}");
        Watch watch = watch();

        assertThat(watch.isGone("child")).isFalse();
        // Another process had that number before.
        assertThat(watch.isGone("before")).isTrue();
        process.destroyForcibly().waitFor();
        assertThat(watch.isGone("child")).isTrue();
    }

    @Test
    void enter_twiceInOneProcess_givesTwoNames() throws IOException {
        assertThat(Presence.enter(folder).process())
                .isNotEqualTo(Presence.enter(folder).process());
    }

    @Test
    void activeSeconds_goOnWhereOthersStopped() throws IOException {
        Files.writeString(folder.process("other"), "{\"active\": 100.0}");
        Presence presence = Presence.enter(folder);

        assertThat(presence.activeSeconds()).isBetween(100.0, 110.0);
        presence.close();
        assertThat(folder.activeSeconds()).isGreaterThanOrEqualTo(100);
    }
}
