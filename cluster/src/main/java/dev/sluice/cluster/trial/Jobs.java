package dev.sluice.cluster.trial;

import dev.sluice.cluster.connection.SparkFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaFutureAction;

/** The Spark jobs that run, which can be cancelled together. */
final class Jobs {
    private final Set<JavaFutureAction<?>> running = new HashSet<>();
    private boolean cancelled;

    /**
     * Starts a job and waits for it.
     *
     * @throws InterruptedException if the jobs are cancelled
     * @throws ExecutionException if it fails
     */
    <T> List<T> await(Supplier<JavaFutureAction<List<T>>> job) throws InterruptedException, ExecutionException {
        JavaFutureAction<List<T>> started = start(job);
        try {
            return started.get();
        } catch (CancellationException e) {
            throw stops();
        } catch (ExecutionException e) {
            if (isCancelled() || SparkFailure.isCancellation(e)) {
                throw stops();
            }
            throw e;
        } finally {
            synchronized (this) {
                running.remove(started);
            }
        }
    }

    private synchronized <T> JavaFutureAction<List<T>> start(Supplier<JavaFutureAction<List<T>>> job)
            throws InterruptedException {
        if (cancelled) {
            throw stops();
        }
        JavaFutureAction<List<T>> started = job.get();
        running.add(started);
        return started;
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private static InterruptedException stops() {
        return new InterruptedException("the study stops");
    }

    /** Cancels all jobs, and those that would start later. */
    synchronized void cancel() {
        cancelled = true;
        running.forEach(job -> job.cancel(true));
    }
}
