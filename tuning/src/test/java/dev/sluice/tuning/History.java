package dev.sluice.tuning;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes histories for tests. */
public final class History {
    private static final List<Objective> LOSS = List.of(new Objective("loss", Direction.MINIMIZE));

    private final SearchSpace space;
    private final List<Objective> objectives;
    private final List<Trial> trials = new ArrayList<>();
    private Limits limits = new Limits(100, 9);

    private History(SearchSpace space, List<Objective> objectives) {
        this.space = space;
        this.objectives = objectives;
    }

    /** A study that minimizes over the unit interval. */
    public static History ofLine() {
        return new History(SearchSpace.of(Dimension.of("x", FloatDomain.of(0, 1))), LOSS);
    }

    /** A study that minimizes over a space. */
    public static History of(SearchSpace space) {
        return new History(space, LOSS);
    }

    /** A study of some objectives over the unit interval. */
    public static History ofLine(Objective... objectives) {
        return new History(SearchSpace.of(Dimension.of("x", FloatDomain.of(0, 1))), List.of(objectives));
    }

    /** Limits of 100 trials and 9 steps are replaced. */
    public History limits(int mostTrials, int steps) {
        limits = new Limits(mostTrials, steps);
        return this;
    }

    /** A trial of the next number, measured after steps 1, 2, … with one objective. */
    public History trial(double x, int granted, Outcome outcome, double... measured) {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < measured.length; i++) {
            measurements.add(new Measurement(i + 1, List.of(measured[i])));
        }
        return trial(Assignment.of(Map.of("x", x)), granted, outcome, measurements);
    }

    /** A trial of the next number. */
    public History trial(Assignment assignment, int granted, Outcome outcome, List<Measurement> measurements) {
        trials.add(new Trial(trials.size(), assignment, List.of(), granted, measurements, outcome));
        return this;
    }

    /** A completed trial without measurements. */
    public History completed(Assignment assignment, double... values) {
        return trial(
                assignment,
                limits.steps(),
                new Outcome.Completed(Arrays.stream(values).boxed().toList()),
                List.of());
    }

    /** The history. */
    public SearchHistory build() {
        return SearchHistory.empty(space, objectives, limits, 5).withTrials(trials);
    }
}
