package dev.sluice.tuning.report;

import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import java.util.List;

/** The trials of a study that went their whole way, with the values of one objective, by number. */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way, compared by nobody
record FinishedTrials(List<Trial> trials, double[] values) {
    static FinishedTrials of(List<Trial> all, int objective) {
        List<Trial> trials = all.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                .toList();
        double[] values =
                trials.stream().mapToDouble(trial -> value(trial, objective)).toArray();
        return new FinishedTrials(trials, values);
    }

    double[] numbers() {
        return trials.stream().mapToDouble(Trial::number).toArray();
    }

    boolean isEmpty() {
        return trials.isEmpty();
    }

    private static double value(Trial trial, int objective) {
        return trial.outcome() instanceof Outcome.Completed completed
                ? completed.values().get(objective)
                : Double.NaN;
    }
}
