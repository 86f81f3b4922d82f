package dev.sluice.tuning.report;

import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Trials, by number, each with a finite value of one objective. */
@SuppressWarnings("ArrayRecordComponent") // instances are never compared
record TrialValues(List<Trial> trials, double[] values) {
    /** The completed trials with their values. */
    static TrialValues whole(List<Trial> all, int objective) {
        return of(
                all,
                trial -> trial.outcome() instanceof Outcome.Completed completed
                        ? OptionalDouble.of(completed.values().get(objective))
                        : OptionalDouble.empty());
    }

    /** The trials that were stopped or are running, with their last measured values. */
    static TrialValues stopped(List<Trial> all, int objective) {
        return of(all, trial -> last(trial, objective));
    }

    /** The last measured value of a trial that is not complete; empty for a failed or diverged trial. */
    static OptionalDouble last(Trial trial, int objective) {
        boolean stopped = switch (trial.outcome()) {
            case Outcome.Paused paused -> true;
            case Outcome.Pruned pruned -> true;
            case Outcome.Pending pending -> true;
            case Outcome.Completed completed -> false;
            case Outcome.Diverged diverged -> false;
            case Outcome.Failed failed -> false;
        };
        return stopped && !trial.measurements().isEmpty()
                ? OptionalDouble.of(trial.measurements().getLast().values().get(objective))
                : OptionalDouble.empty();
    }

    private static TrialValues of(List<Trial> all, Function<Trial, OptionalDouble> value) {
        List<Trial> trials = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Trial trial : all) {
            OptionalDouble known = value.apply(trial);
            if (known.isPresent() && Double.isFinite(known.getAsDouble())) {
                trials.add(trial);
                values.add(known.getAsDouble());
            }
        }
        return new TrialValues(
                trials, values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double[] numbers() {
        return trials.stream().mapToDouble(Trial::number).toArray();
    }

    boolean isEmpty() {
        return trials.isEmpty();
    }
}
