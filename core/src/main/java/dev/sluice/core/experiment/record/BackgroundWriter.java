package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Writes large files on a thread of its own while training goes on, one at a time. A failure is thrown to the training thread at its
 * next call. Not thread-safe: one thread starts all writes.
 */
public final class BackgroundWriter implements AutoCloseable {
    private final String name;
    private CompletableFuture<Void> current = CompletableFuture.completedFuture(null);

    /** The writing of one file. */
    @FunctionalInterface
    public interface Write {
        /** Writes it whole. */
        void run() throws IOException;
    }

    /**
     * A writer that is idle.
     *
     * @param name of its thread
     */
    public BackgroundWriter(String name) {
        this.name = name;
    }

    /** Returns whether nothing is being written. */
    public boolean isIdle() {
        return current.isDone();
    }

    /**
     * Starts a write as soon as the one before has ended.
     *
     * @throws UncheckedIOException if the one before failed
     */
    public void start(Write write) {
        await();
        current = new CompletableFuture<>();
        CompletableFuture<Void> result = current;
        // Not a daemon: a program that ends while it writes waits for the rest of the file.
        Thread.ofPlatform().name(name).start(() -> {
            try {
                write.run();
                result.complete(null);
            } catch (IOException e) {
                result.completeExceptionally(new UncheckedIOException(e.getMessage(), e));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
    }

    /**
     * Waits until nothing is being written, even if the thread is interrupted.
     *
     * @throws UncheckedIOException if the last write failed; once
     */
    public void await() {
        CompletableFuture<Void> ending = current;
        current = CompletableFuture.completedFuture(null);
        try {
            ending.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        await();
    }
}
