package dev.sluice.tuning.worker;

import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.trial.StepJudge;
import dev.sluice.tuning.trial.TrialRunner;
import dev.sluice.tuning.trial.TrialTask;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * Runs trials in worker processes on this machine, one for each concurrent trial, and reuses them. A trial that crashes its
 * process, by running out of memory or by a fault in native code, does not affect others; its process is replaced, and after
 * repeated crashes without a finished step the trial has failed.
 */
public final class WorkerProcesses implements TrialRunner {
    private static final int MOST_DEATHS = 3;

    private final List<String> command;
    private final Messages messages;
    private final Deque<WorkerProcess> idle = new ArrayDeque<>();
    private final List<WorkerProcess> busy = new ArrayList<>();
    private boolean stopping;

    /**
     * Creates a runner.
     *
     * @param command that starts a worker process, which calls {@link WorkerLoop#run}
     * @param space of the trials
     */
    public WorkerProcesses(List<String> command, SearchSpace space) {
        this.command = List.copyOf(command);
        this.messages = new Messages(space);
    }

    @Override
    public Outcome run(TrialTask task, StepJudge judge) throws IOException, InterruptedException {
        AtomicInteger deaths = new AtomicInteger();
        while (true) {
            WorkerProcess worker = take();
            Optional<Outcome> outcome = worker.run(task, measurement -> {
                deaths.set(0);
                return judge.stops(measurement);
            });
            if (outcome.isPresent()) {
                give(worker);
                return outcome.get();
            }
            String ending = worker.ending();
            drop(worker);
            if (deaths.incrementAndGet() >= MOST_DEATHS) {
                return new Outcome.Failed("its process ended " + MOST_DEATHS + " times, the last time " + ending
                        + "; was there enough memory?");
            }
            LoggerFactory.getLogger(WorkerProcesses.class)
                    .warn("The process of trial {} ended {}; another one continues the trial", task.trial(), ending);
        }
    }

    private synchronized WorkerProcess take() throws IOException, InterruptedException {
        if (stopping) {
            throw new InterruptedException("the study stops");
        }
        WorkerProcess worker = idle.isEmpty() ? WorkerProcess.start(command, messages) : idle.pop();
        busy.add(worker);
        return worker;
    }

    private synchronized void give(WorkerProcess worker) {
        busy.remove(worker);
        idle.push(worker);
    }

    private void drop(WorkerProcess worker) {
        synchronized (this) {
            busy.remove(worker);
        }
        worker.close();
    }

    @Override
    public synchronized void stop() {
        stopping = true;
        busy.forEach(WorkerProcess::quit);
    }

    @Override
    public void close() {
        List<WorkerProcess> all = new ArrayList<>();
        synchronized (this) {
            all.addAll(idle);
            all.addAll(busy);
            idle.clear();
            busy.clear();
        }
        all.forEach(WorkerProcess::close);
    }
}
