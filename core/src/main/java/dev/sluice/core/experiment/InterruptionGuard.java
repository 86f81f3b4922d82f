package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunState;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Until removed: a run that is ended by Ctrl-C or a signal saves its training, if that takes no longer than a moment, and is
 * marked as interrupted; its logs and best weights are on disk.
 */
final class InterruptionGuard {
    /** How long the program's end waits for the batch that is being computed. */
    private static final long PATIENCE_SECONDS = 5;

    private final RunFolder folder;
    private final RunObserver observer;
    private final Thread hook;
    private final CountDownLatch handedOver = new CountDownLatch(1);
    private volatile boolean training;
    private volatile boolean pulled;

    private InterruptionGuard(RunFolder folder, RunObserver observer) {
        this.folder = folder;
        this.observer = observer;
        this.hook = new Thread(this::pull, "sluice-interruption");
    }

    static InterruptionGuard of(RunFolder folder, RunObserver observer) {
        InterruptionGuard guard = new InterruptionGuard(folder, observer);
        Runtime.getRuntime().addShutdownHook(guard.hook);
        return guard;
    }

    /** What the hook does. */
    void pull() {
        pulled = true;
        try {
            @Nullable Boolean inTime = training ? handedOver.await(PATIENCE_SECONDS, TimeUnit.SECONDS) : null;
            folder.event(new RunEvent.Interrupted(Instant.now(), inTime));
            folder.end(RunState.INTERRUPTED, "stopped from outside");
            observer.interrupted(folder.path());
        } catch (IOException | InterruptedException e) {
            // Nothing more can be done on the way out: readers see that the process is gone.
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the thread that runs can be asked to stop and save. */
    void training(boolean now) {
        training = now;
        if (!now && pulled) {
            handedOver.countDown();
        }
    }

    /** Whether the program is being ended. */
    boolean isPulled() {
        return pulled;
    }

    /** All is saved: the hook has the last word, and the program ends with it. Does not return. */
    void handOver() {
        handedOver.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run has ended by itself. */
    void remove() {
        handedOver.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is already going down, and the hook with it.
            Thread.onSpinWait();
        }
    }
}
