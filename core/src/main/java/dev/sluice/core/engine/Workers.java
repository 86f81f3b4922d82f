package dev.sluice.core.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the tasks of one instruction together with the caller. Which thread takes which task never affects a
 * result, since tasks write to separate places.
 */
final class Workers {
    // A training step has dozens of short parallel sections: waking a parked thread would cost more than many of them.
    private static final int SPINS = 20_000;

    private static final Map<Integer, Workers> SHARED = new ConcurrentHashMap<>();

    private final Thread[] threads;
    private final AtomicReference<@Nullable Section> current = new AtomicReference<>();

    private final ReentrantLock busy = new ReentrantLock();

    /** The workers that all plans of this process with this number of threads share. */
    static Workers shared(int number) {
        return SHARED.computeIfAbsent(number, Workers::new);
    }

    private Workers(int number) {
        threads = new Thread[number - 1];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform()
                    .daemon()
                    .name("sluice-worker-" + (i + 1))
                    .unstarted(this::work);
        }
        for (Thread thread : threads) {
            thread.start();
        }
    }

    /** The number of threads, including the caller. */
    int count() {
        return threads.length + 1;
    }

    /** Runs {@code task} for 0 to {@code tasks - 1} and returns when all have ended. */
    void run(int tasks, IntConsumer task) {
        // A second plan that runs at the same time works alone instead of waiting, and so does one within a task of the
        // caller's own.
        if (tasks <= 1 || threads.length == 0 || busy.isHeldByCurrentThread() || !busy.tryLock()) {
            for (int i = 0; i < tasks; i++) {
                task.accept(i);
            }
            return;
        }
        try {
            share(tasks, task);
        } finally {
            busy.unlock();
        }
    }

    private void share(int tasks, IntConsumer task) {
        Section section = new Section(tasks, task);
        current.set(section);
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        section.work();
        while (section.unfinished.get() > 0) {
            Thread.onSpinWait();
        }
        current.set(null);
        section.rethrow();
    }

    private void work() {
        int idle = 0;
        @Nullable Section last = null;
        while (true) {
            Section section = current.get();
            if (section != null && !section.equals(last)) {
                section.work();
                last = section;
                idle = 0;
            } else if (idle < SPINS) {
                if (section == null) {
                    // A waiting thread must not keep the arrays of its last plan alive.
                    last = null;
                }
                idle++;
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                idle = 0;
            }
        }
    }

    /** The tasks of one call. */
    private static final class Section {
        private final int tasks;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger unfinished;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Section(int tasks, IntConsumer task) {
            this.tasks = tasks;
            this.task = task;
            this.unfinished = new AtomicInteger(tasks);
        }

        void work() {
            for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                try {
                    task.accept(i);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    unfinished.decrementAndGet();
                }
            }
        }

        void rethrow() {
            Throwable thrown = failure.get();
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            if (thrown instanceof Error e) {
                throw e;
            }
        }
    }
}
