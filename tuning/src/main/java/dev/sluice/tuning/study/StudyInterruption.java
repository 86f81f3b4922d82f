package dev.sluice.tuning.study;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Until removed: a program that is ended by Ctrl-C or a signal lets its trials save what they have, if that takes no longer than a moment. */
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
     * Watches over workers.
     *
     * @param then said when all have stopped
     */
    static StudyInterruption of(StudyWorkers workers, Runnable then) {
        StudyInterruption interruption = new StudyInterruption(workers, then);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** What the hook does. */
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

    /** The workers have stopped. Does not return if that was because the program ends: the hook has the last word. */
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
            // The machine is already going down, and the hook with it.
            Thread.onSpinWait();
        }
    }
}
