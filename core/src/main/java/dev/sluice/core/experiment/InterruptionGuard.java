package dev.sluice.core.experiment;

import java.io.IOException;
import java.util.Map;

/** Until removed: a run that is ended by Ctrl-C or a signal is marked as interrupted; its logs and best weights are on disk. */
final class InterruptionGuard {
    private final Thread hook;

    private InterruptionGuard(Thread hook) {
        this.hook = hook;
    }

    static InterruptionGuard of(RunFolder folder, RunObserver observer) {
        Thread hook = new Thread(() -> mark(folder, observer), "sluice-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return new InterruptionGuard(hook);
    }

    /** What the hook does. */
    static void mark(RunFolder folder, RunObserver observer) {
        try {
            folder.event("interrupted", Map.of());
            folder.end(RunState.INTERRUPTED, "stopped from outside");
            observer.interrupted(folder.path());
        } catch (IOException e) {
            // Nothing more can be done on the way out: readers see that the process is gone.
            Thread.currentThread().interrupt();
        }
    }

    /** The run has ended by itself. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is already going down, and the hook with it.
            Thread.onSpinWait();
        }
    }
}
