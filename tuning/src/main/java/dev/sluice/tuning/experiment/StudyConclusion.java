package dev.sluice.tuning.experiment;

import dev.sluice.core.experiment.FinishedRun;
import dev.sluice.core.experiment.OpenExperiment;
import dev.sluice.core.experiment.Quantity;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.experiment.Resumption;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.space.TuneConfig;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import dev.sluice.core.train.EpochReport;
import dev.sluice.tuning.study.Best;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The end of a study: its best trial is tested, exported and proven, and the experiment that makes it again is written down. The
 * test data are used here for the first time, and for this model alone. May be called again; what is done stays done.
 */
public final class StudyConclusion {
    /** The experiment of the best trial, in the study's folder. */
    public static final String BEST = "best.yaml";

    private final ExperimentStudy study;
    private final RunObserver observer;

    /**
     * What came of a study.
     *
     * @param winner the best trial
     * @param run its run, which holds the model
     * @param file the experiment that makes it again
     * @param report lines for people
     */
    public record Result(Trial winner, Run run, Path file, List<String> report) {
        /** Copies the lines. */
        public Result {
            report = List.copyOf(report);
        }
    }

    /**
     * The end of a study.
     *
     * @param observer hears of the test and the exports
     */
    public StudyConclusion(ExperimentStudy study, RunObserver observer) {
        this.study = study;
        this.observer = observer;
    }

    /**
     * Ends the study.
     *
     * @param command that asked for it, for the run's log
     * @throws dev.sluice.tuning.study.StudyException if no trial has gone its whole way
     */
    public Result of(StudyRecord record, List<String> command) throws IOException {
        Trial winner = Best.winner(record.trials(), record.objectives());
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

    private List<String> conclude(Run run, List<String> command) {
        if (run.state() == RunState.FINISHED) {
            List<String> before = new ArrayList<>();
            if (run.results().get("test") instanceof Map<?, ?> test) {
                before.add("Tested before:");
                test.forEach((name, value) -> before.add(String.format(
                        Locale.ROOT, "  %-20s %s", name, value instanceof Double number ? number.toString() : value)));
            }
            return before;
        }
        return Resumption.of(run)
                .withRegistry(study.experiment().registry())
                .withData(study.shared())
                .withObserver(observer)
                .run(command)
                .report();
    }

    /** What the experiment wants exported beside the best. */
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
        FinishedRun finished = FinishedRun.load(run);
        if (finished.config().format().equals("none")) {
            return List.of();
        }
        observer.note("Exporting " + run.path());
        List<String> lines = new ArrayList<>(List.of("", run.path() + ":"));
        lines.addAll(finished.export(finished.config(), run.path(), observer));
        return lines;
    }

    private Run run(Trial trial, int repeat) {
        return new Run(new TrialFolders(study.folder().trials()).of(trial.number(), repeat));
    }

    private ResolvedExperiment experiment(Trial trial, int repeat) {
        OpenExperiment open = study.experiment();
        return open.at(trial.assignment(), open.seed() + repeat);
    }

    /** Of a trial's runs, the one that is best by the first objective; of equal ones the first. */
    private int bestRepeat(Trial trial) throws IOException {
        Objective objective = study.experiment().objectives().getFirst();
        Quantity quantity = Quantity.of(objective.name()).orElseThrow();
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int repeat = 0; repeat < study.experiment().tune().repeats(); repeat++) {
            Run run = run(trial, repeat);
            for (EpochReport epoch : run.history()) {
                double loss = objective.loss(quantity.after(epoch, 0));
                if (run.bestEpoch().orElse(0) == epoch.epoch() && loss < least) {
                    least = loss;
                    best = repeat;
                }
            }
        }
        return best;
    }
}
