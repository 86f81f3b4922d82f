package dev.sluice.core.experiment.record;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code status.json}: the state of a run, and the process that last worked on it.
 *
 * @param state as written by that process
 * @param process its number; 0 if it is not known
 * @param host the name of its machine
 * @param started when the run began; null if it is not known
 * @param resumed when it was last resumed; null if it never was
 * @param ended null while it runs, and for one whose process was killed
 * @param message the reason for an early end; null if there was none
 */
public record RunStatus(
        RunState state,
        long process,
        @Nullable String host,
        @Nullable Instant started,
        @Nullable Instant resumed,
        @Nullable Instant ended,
        @Nullable String message) {
    /** Tolerance between a process's start time by the system, in hundredths of a second, and by this program's clock. */
    private static final int SECONDS_APART = 2;

    /** The status of a run that this process starts or resumes. */
    static RunStatus running(Instant started, @Nullable Instant resumed) {
        return new RunStatus(
                RunState.RUNNING, ProcessHandle.current().pid(), Hosts.name(), started, resumed, null, null);
    }

    /** The status of a run without a status file. */
    static RunStatus lost(String message) {
        return new RunStatus(RunState.INTERRUPTED, 0, null, null, null, null, message);
    }

    /** A run whose status cannot be read. */
    static RunStatus damaged(String message) {
        return new RunStatus(RunState.DAMAGED, 0, null, null, null, null, message);
    }

    /** A copy for the end of the run. */
    RunStatus ended(RunState how, Instant when, String why) {
        return new RunStatus(how, process, host, started, resumed, when, why.isEmpty() ? null : why);
    }

    /**
     * The state; a run that is marked as running, but whose process has died or gives no sign of life, was interrupted.
     *
     * @param folder of the run
     */
    RunState actual(Path folder) {
        if (state != RunState.RUNNING) {
            return state;
        }
        boolean gone = isHere() ? isGone(folder) : !Lease.isFresh(folder);
        return gone ? RunState.INTERRUPTED : state;
    }

    /** Returns whether its process is one of this machine. */
    boolean isHere() {
        return Hosts.name().equals(host);
    }

    private boolean isGone(Path folder) {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                // The times of the two differ, too, if the clock was set meanwhile; then the lease decides.
                .filter(handle -> beganBefore(handle) || Lease.isFresh(folder))
                .isEmpty();
    }

    /** Returns whether a process started before the run was started or resumed; a later one may only have the same id. */
    private boolean beganBefore(ProcessHandle handle) {
        Instant written = resumed == null ? started : resumed;
        Optional<Instant> began = handle.info().startInstant();
        return began.isEmpty()
                || written == null
                || began.get().minusSeconds(SECONDS_APART).isBefore(written);
    }
}
