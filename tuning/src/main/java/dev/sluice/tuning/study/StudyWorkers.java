package dev.sluice.tuning.study;

import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.journal.Timing;
import dev.sluice.tuning.trial.StepJudge;
import dev.sluice.tuning.trial.TrialRunner;
import dev.sluice.tuning.trial.TrialTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The workers of this process: threads that take jobs from the board and run them, and one that writes heartbeats. */
final class StudyWorkers {
    private final JobBoard board;
    private final TrialRunner runner;
    private final Timing timing;
    private final StudyObserver observer;
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean stopped;
    private volatile boolean over;
    private long signals;
    private @Nullable Throwable failure;

    StudyWorkers(JobBoard board, TrialRunner runner, int workers, Timing timing, StudyObserver observer) {
        this.board = board;
        this.runner = runner;
        this.timing = timing;
        this.observer = observer;
        for (int i = 0; i < workers; i++) {
            int worker = i;
            threads.add(Thread.ofPlatform()
                    .name("sluice-trial-" + i)
                    .uncaughtExceptionHandler((thread, cause) -> fail(cause))
                    .unstarted(() -> work(worker)));
        }
    }

    /**
     * Runs jobs until there are none left.
     *
     * @throws InterruptedException if this thread was interrupted, or the workers were stopped, before that
     */
    void run() throws IOException, InterruptedException {
        Thread pulse = Thread.ofPlatform().daemon().name("sluice-heartbeat").start(this::beat);
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            stop();
            threads.forEach(StudyWorkers::joinUninterruptibly);
            pulse.interrupt();
        }
        switch (failure) {
            case null -> {
                if (!over) {
                    throw new InterruptedException("the study was stopped");
                }
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException("a worker failed", failure);
        }
    }

    /** Stops all running trials as soon as they are saved. */
    void stop() {
        stopped = true;
        board.leave();
        runner.stop();
        signal();
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(int worker) {
        try {
            while (!stopped) {
                switch (board.next(worker)) {
                    case JobBoard.Assigned job -> run(job, worker);
                    case JobBoard.Later later -> await();
                    case JobBoard.Over none -> {
                        over = true;
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            // The study stops; unfinished jobs run when it is continued.
            stop();
        } catch (IOException e) {
            fail(e);
        }
    }

    private void run(JobBoard.Assigned job, int worker) throws IOException, InterruptedException {
        Trial trial = job.trial();
        NavigableMap<Integer, Measurement> own = new TreeMap<>();
        StepJudge judge = measurement -> {
            own.put(measurement.step(), measurement);
            Trial now = with(trial, own.values());
            boolean stops = board.stops(job, now);
            tell(() -> observer.stepped(now, board::progress));
            return stops;
        };
        Outcome outcome = runner.run(
                new TrialTask(
                        trial.number(),
                        trial.assignment(),
                        job.from(),
                        job.work().steps(),
                        job.history().limits().steps()),
                judge);
        board.ended(job, List.copyOf(own.values()), outcome, worker);
        tell(() -> observer.ended(with(trial, own.values()).with(outcome), board::progress));
        signal();
    }

    private static Trial with(Trial trial, Collection<Measurement> more) {
        List<Measurement> all = new ArrayList<>(trial.measurements());
        all.addAll(more);
        return trial.withMeasurements(all);
    }

    /** Calls the observer, one call at a time, so that observers need not be thread-safe. */
    private void tell(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until another worker has finished a job, or for the polling interval. */
    private void await() throws InterruptedException {
        lock.lock();
        try {
            long before = signals;
            long left = timing.poll().toNanos();
            while (signals == before && left > 0 && !stopped) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            signals++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable cause) {
        lock.lock();
        try {
            failure = failure == null ? cause : failure;
        } finally {
            lock.unlock();
        }
        stop();
    }

    private void beat() {
        try {
            while (true) {
                board.beat();
                Thread.sleep(timing.heartbeat());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            fail(new UncheckedIOException("the study's folder cannot be written: " + e.getMessage(), e));
        } catch (StudyException e) {
            fail(e);
        }
    }
}
