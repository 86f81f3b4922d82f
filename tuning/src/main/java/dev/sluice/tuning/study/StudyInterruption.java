package dev.sluice.tuning.study;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A shutdown hook that, on Ctrl-C or a signal, gives running trials a short time to save their state. */
final class StudyInterruption {
    private static final long PATIENCE_SECONDS = 5;

    private final StudyWorkers workers;
    private final Runnable then;
    private final Thread hook = new Thread(this::pull, "sluice-study-interruption");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean pulled;

    private StudyInterruption(StudyWorkers workers, Runnable then) {
        this.workers = workers;
        this.then = then;
    }

    /**
     * Installs the hook.
     *
     * @param then run once all workers have stopped
     */
    static StudyInterruption of(StudyWorkers workers, Runnable then) {
        StudyInterruption interruption = new StudyInterruption(workers, then);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** The body of the hook. */
    private void pull() {
        pulled = true;
        workers.stop();
        try {
            if (stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                then.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes the hook after the workers have stopped. Does not return during shutdown, so that the hook ends the program. */
    void remove() {
        stopped.countDown();
        if (pulled) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is already shutting down, and the hook is running.
            Thread.onSpinWait();
        }
    }
}
