package dev.sluice.tuning.experiment;

import dev.sluice.core.error.SluiceException;
import dev.sluice.core.experiment.OpenExperiment;
import dev.sluice.core.experiment.Quantity;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.experiment.SharedData;
import dev.sluice.core.experiment.TrialRun;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.TrainingDivergedException;
import dev.sluice.tuning.trial.StepJudge;
import dev.sluice.tuning.trial.TrialRunner;
import dev.sluice.tuning.trial.TrialTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Runs trials of an experiment in this process: a trial is a run, or several with different seeds; a step is an epoch. Only the
 * first run is pruned and paused; the others start once it has finished training.
 */
public final class ExperimentTrials implements TrialRunner {
    private final OpenExperiment open;
    private final TrialFolders folders;
    private final SharedData shared;
    private final int threads;
    private final List<Quantity> quantities;
    /** Shared by concurrent trials, exclusive for the retry of a trial that ran out of memory beside others. */
    private final ReadWriteLock room = new ReentrantReadWriteLock(true);

    private volatile boolean stopping;

    /**
     * Creates a runner.
     *
     * @param trials folder of the runs
     * @param shared data of the trials
     * @param threads kernel threads per trial
     */
    public ExperimentTrials(OpenExperiment open, Path trials, SharedData shared, int threads) {
        this.open = open;
        this.folders = new TrialFolders(trials);
        this.shared = shared;
        this.threads = threads;
        this.quantities = quantities(open);
    }

    static List<Quantity> quantities(OpenExperiment open) {
        return open.objectives().stream()
                .map(Objective::name)
                .map(name -> Quantity.of(name).orElseThrow())
                .toList();
    }

    @Override
    public Outcome run(TrialTask task, StepJudge judge) throws IOException, InterruptedException {
        try {
            return run(task, judge, room.readLock());
        } catch (OutOfMemoryError e) {
            // Steps measured before are reported again and counted once.
            return alone(task, judge);
        }
    }

    private Outcome alone(TrialTask task, StepJudge judge) throws IOException, InterruptedException {
        try {
            return run(task, judge, room.writeLock());
        } catch (OutOfMemoryError e) {
            return new Outcome.Failed("there was not enough memory: " + e.getMessage());
        }
    }

    private Outcome run(TrialTask task, StepJudge judge, Lock lock) throws IOException, InterruptedException {
        lock.lock();
        try {
            if (stopping) {
                throw new InterruptedException("the study stops");
            }
            return runs(task, judge);
        } catch (TrainingDivergedException e) {
            return new Outcome.Diverged();
        } catch (UncheckedIOException | RunException e) {
            // A failure outside the trial: the disk, or a folder that another process is writing.
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            return new Outcome.Failed(reason(e));
        } finally {
            lock.unlock();
        }
    }

    private Outcome runs(TrialTask task, StepJudge judge) throws IOException, InterruptedException {
        List<List<Double>> values = new ArrayList<>();
        for (int repeat = 0; repeat < open.tune().repeats(); repeat++) {
            ResolvedExperiment experiment = open.at(task.assignment(), open.seed() + repeat);
            long parameters = needsParameters() ? TrialRun.parameters(experiment, shared) : 0;
            TrialRun run = new TrialRun(experiment, folders.of(task.trial(), repeat), shared, threads, () -> stopping);
            TrialRun.Result result = repeat == 0
                    ? run.run(task.from(), task.steps(), epoch -> judge.stops(measurement(epoch, parameters)))
                    : run.run(task.whole(), task.whole(), epoch -> false);
            switch (result.ending()) {
                case STOPPED -> {
                    return new Outcome.Pruned();
                }
                case PAUSED -> {
                    return new Outcome.Paused();
                }
                case TRAINED -> values.add(values(run, result, parameters));
            }
        }
        List<Double> means = means(values);
        return means.stream().allMatch(Double::isFinite) ? new Outcome.Completed(means) : new Outcome.Diverged();
    }

    private boolean needsParameters() {
        return quantities.stream().anyMatch(Quantity.Parameters.class::isInstance);
    }

    private Measurement measurement(EpochReport epoch, long parameters) {
        return new Measurement(
                epoch.epoch(),
                quantities.stream()
                        .map(quantity -> quantity.after(epoch, parameters))
                        .toList());
    }

    /** The objective values of a run, from the epoch whose weights it keeps. */
    private List<Double> values(TrialRun run, TrialRun.Result result, long parameters) throws IOException {
        Map<String, Double> exported =
                quantities.stream().anyMatch(Quantity.OfExport.class::isInstance) ? run.measureExport() : Map.of();
        List<Double> values = new ArrayList<>();
        for (Quantity quantity : quantities) {
            values.add(
                    quantity instanceof Quantity.OfExport export
                            ? exported.getOrDefault(export.figure(), Double.NaN)
                            : result.best()
                                    .map(epoch -> quantity.after(epoch, parameters))
                                    .orElse(Double.NaN));
        }
        return values;
    }

    private static List<Double> means(List<List<Double>> runs) {
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < runs.getFirst().size(); i++) {
            int which = i;
            means.add(runs.stream().mapToDouble(values -> values.get(which)).sum() / runs.size());
        }
        return means;
    }

    private static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String text = failure instanceof SluiceException
                ? message
                : failure.getClass().getSimpleName() + ": " + message;
        return text.replaceAll("\\s+", " ");
    }

    @Override
    public void stop() {
        stopping = true;
    }
}
