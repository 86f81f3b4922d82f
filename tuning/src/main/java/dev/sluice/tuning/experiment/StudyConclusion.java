package dev.sluice.tuning.experiment;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.FinishedRun;
import dev.sluice.core.experiment.OpenExperiment;
import dev.sluice.core.experiment.Quantity;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.experiment.Resumption;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The conclusion of a study: tests, exports and verifies the best trial and writes the experiment that reproduces it. The test
 * data are used here for the first time, and for this model alone. Repeated calls skip the steps that are done.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class StudyConclusion {
    /** File name of the best trial's experiment in the study's folder. */
    public static final String BEST = "best.yaml";

    /** File name of the experiment that trains it on the validation part as well. */
    private static final String RETRAINED = "retrained.yaml";

    private final ExperimentStudy study;
    private final RunObserver observer;

    /**
     * The result of a study.
     *
     * @param winner the best trial
     * @param run its run, which holds the model
     * @param file the experiment that reproduces it
     * @param report a summary for the user, in lines
     */
    public record Result(Trial winner, Run run, Path file, List<String> report) {
        /** Copies the lines. */
        public Result {
            report = List.copyOf(report);
        }
    }

    /**
     * Creates the conclusion of a study.
     *
     * @param observer receives the progress of the test and the exports
     */
    public StudyConclusion(ExperimentStudy study, RunObserver observer) {
        this.study = study;
        this.observer = observer;
    }

    /**
     * Concludes the study.
     *
     * @param command the command line, for the run's log
     * @throws dev.sluice.tuning.study.StudyException if no trial has completed
     */
    public Result of(StudyRecord record, List<String> command) throws IOException {
        Trial winner = record.winner();
        int repeat = bestRepeat(winner);
        ResolvedExperiment experiment = experiment(winner, repeat);
        Path file = study.folder().path().resolve(BEST);
        study.folder().write(BEST, experiment.yamlFor(study.folder().path()));
        Run run = run(winner, repeat);
        List<String> report = new ArrayList<>(conclude(run, command));
        for (Trial other : kept(record)) {
            if (other.number() != winner.number()) {
                report.addAll(export(run(other, bestRepeat(other))));
            }
        }
        return new Result(winner, run, file, report);
    }

    /**
     * Concludes the study with a new training of the best trial's values, on the training and the validation part together, for
     * the best trial's best number of epochs. That model is tested and exported in place of the trial's.
     *
     * @param command the command line, for the run's log
     * @throws dev.sluice.tuning.study.StudyException if no trial has completed
     */
    public Result retrained(StudyRecord record, List<String> command) throws IOException {
        Trial winner = record.winner();
        int repeat = bestRepeat(winner);
        int epochs = run(winner, repeat).bestEpoch();
        Path place = study.folder().path();
        Path file = place.resolve(RETRAINED);
        study.folder().write(BEST, experiment(winner, repeat).yamlFor(place));
        Experiment experiment = Experiment.load(place.resolve(BEST))
                .withRegistry(study.experiment().registry())
                .set("train.epochs", Math.max(1, epochs))
                .set("data.split.merge", true);
        study.folder().write(RETRAINED, experiment.resolve().yamlFor(place));
        Runs runs = new Runs(place.resolve("retrained"));
        Optional<Run> before = runs.list().stream()
                .filter(run -> run.canResume() || run.state() == RunState.FINISHED)
                .findFirst();
        if (before.isPresent()) {
            return new Result(winner, before.get(), file, conclude(before.get(), command));
        }
        RunResult result = Experiment.load(file)
                .withRegistry(study.experiment().registry())
                .withRuns(place.resolve("retrained"))
                .withObserver(observer)
                .run(command);
        return new Result(winner, result.run(), file, result.report());
    }

    private List<String> conclude(Run run, List<String> command) {
        if (run.state() == RunState.FINISHED) {
            List<String> before = new ArrayList<>();
            run.results().map(Results::test).ifPresent(test -> {
                before.add("Tested before:");
                before.add(figure("examples", test.examples()));
                before.add(figure(Scores.LOSS, test.scores().loss()));
                test.scores().metrics().forEach((name, value) -> before.add(figure(name, value)));
            });
            return before;
        }
        return Resumption.of(run)
                .withRegistry(study.experiment().registry())
                .withData(study.shared())
                .withObserver(observer)
                .run(command)
                .report();
    }

    private static String figure(String name, Object value) {
        return String.format(Locale.ROOT, "  %-20s %s", name, value);
    }

    /** The trials to export besides the best one. */
    private List<Trial> kept(StudyRecord record) {
        return switch (study.experiment().tune().keep()) {
            case BEST -> List.of();
            case FRONT -> record.best();
            case ALL ->
                record.trials().stream()
                        .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                        .toList();
        };
    }

    private List<String> export(Run run) throws IOException {
        FinishedRun finished = FinishedRun.load(run, List.of(), observer);
        if (!finished.isExported()) {
            return List.of();
        }
        observer.note("Exporting " + run.path());
        List<String> lines = new ArrayList<>(List.of("", run.path() + ":"));
        lines.addAll(finished.export(run.path(), observer));
        return lines;
    }

    private Run run(Trial trial, int repeat) {
        return new Run(new TrialFolders(study.folder().trials()).of(trial.number(), repeat));
    }

    private ResolvedExperiment experiment(Trial trial, int repeat) {
        OpenExperiment open = study.experiment();
        return open.at(trial.assignment(), open.seed() + repeat);
    }

    /** The index of a trial's run that is best by the first objective; the first of equal ones. */
    private int bestRepeat(Trial trial) throws IOException {
        Objective objective = study.experiment().objectives().getFirst();
        Quantity quantity = Quantity.of(objective.name()).orElseThrow();
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int repeat = 0; repeat < study.experiment().tune().repeats(); repeat++) {
            Run run = run(trial, repeat);
            for (EpochReport epoch : run.metrics()) {
                double loss = objective.loss(quantity.after(epoch, 0));
                if (run.bestEpoch() == epoch.epoch() && loss < least) {
                    least = loss;
                    best = repeat;
                }
            }
        }
        return best;
    }
}
