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
 * A shutdown hook that gives a run's training a few seconds to be saved and marks the run as interrupted. Active until it is
 * removed.
 */
final class InterruptionGuard {
    /** Seconds that the shutdown waits for the current batch. */
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

    /** Runs as the hook. */
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

    /** Sets whether there is a training that can be stopped and saved. */
    void training(boolean now) {
        training = now;
        if (!now && pulled) {
            handedOver.countDown();
        }
    }

    /** Returns whether the program is shutting down. */
    boolean isPulled() {
        return pulled;
    }

    /** Leaves the rest of the shutdown to the hook, once everything is saved. Does not return. */
    void handOver() {
        handedOver.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes the hook: the run ended by itself. */
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
