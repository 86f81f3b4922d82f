package dev.sluice.testkit;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spaces, objectives and fates of trials that samplers and pruners are tried on. */
final class SearchCases {
    static final List<Objective> ONE = List.of(new Objective("validation.accuracy", Direction.MAXIMIZE));
    static final List<Objective> TWO = List.of(
            new Objective("validation.loss", Direction.MINIMIZE), new Objective("size.parameters", Direction.MINIMIZE));

    private SearchCases() {}

    /** Spaces by what is particular to them. */
    static Map<String, SearchSpace> spaces() {
        Map<String, SearchSpace> spaces = new LinkedHashMap<>();
        spaces.put("numbers", numbers());
        spaces.put("every kind of dimension", everyKind());
        spaces.put("a conditional space", conditional());
        spaces.put(
                "single values",
                SearchSpace.of(
                        Dimension.of("only", ChoiceDomain.of("one")),
                        Dimension.of("five", IntDomain.of(5, 5)),
                        Dimension.of("fixed", FloatDomain.of(2, 2)),
                        Dimension.of("free", FloatDomain.of(-1, 1))));
        spaces.put(
                "wide ranges",
                SearchSpace.of(
                        Dimension.of("count", IntDomain.of(-(1L << 53), 1L << 53)),
                        Dimension.of("rate", FloatDomain.log(1e-300, 1e300))));
        return spaces;
    }

    static SearchSpace numbers() {
        return SearchSpace.of(
                Dimension.of("rate", FloatDomain.log(1e-4, 1e-1)), Dimension.of("share", FloatDomain.of(0, 1)));
    }

    static SearchSpace everyKind() {
        return SearchSpace.of(
                Dimension.of("units", IntDomain.log(16, 256)),
                Dimension.of("layers", IntDomain.of(1, 3)),
                Dimension.of("batch", new IntDomain(32, 130, false, 32)),
                Dimension.of("dropout", new FloatDomain(0, 0.5, false, 0.1)),
                Dimension.of("rate", FloatDomain.log(1e-4, 1e-1)),
                Dimension.of("size", new ChoiceDomain(List.of("small", "middle", "large"), true)),
                Dimension.of("cell", ChoiceDomain.of("gru", "lstm", "mgu")));
    }

    static SearchSpace conditional() {
        return SearchSpace.of(
                Dimension.of("cell", ChoiceDomain.of("gru", "lstm", "none")),
                Dimension.of("reset", ChoiceDomain.of("before", "after")).when("cell", "gru"),
                Dimension.of("scale", FloatDomain.of(0, 1)).when("reset", "before"),
                Dimension.of("hidden", IntDomain.log(8, 64)).when("cell", "gru", "lstm"),
                Dimension.of("forget", FloatDomain.of(-1, 2)).when("cell", "lstm"),
                Dimension.of("rate", FloatDomain.log(1e-4, 1e-1)));
    }

    /** Twelve assignments. */
    static SearchSpace finite() {
        return SearchSpace.of(
                Dimension.of("cell", ChoiceDomain.of("gru", "lstm", "mgu")),
                Dimension.of("reset", ChoiceDomain.of("before", "after")).when("cell", "gru"),
                Dimension.of("layers", IntDomain.of(1, 3)));
    }

    static SearchHistory empty(SearchSpace space, List<Objective> objectives, int trials, int steps) {
        return SearchHistory.empty(space, objectives, new Limits(trials, steps), 11);
    }

    /** Trials that grow better step by step, the faster the nearer they are to a point inside the space. */
    static SimulatedStudy.TrialModel learning(SearchSpace space, List<Objective> objectives) {
        return (trial, assignment, step) -> values(space, objectives, assignment, step);
    }

    private static List<Double> values(SearchSpace space, List<Objective> objectives, Assignment assignment, int step) {
        double distance = 0;
        double size = 0;
        for (double position : space.toUnit(assignment)) {
            distance += Double.isNaN(position) ? 0.1 : (position - 0.3) * (position - 0.3);
            size += Double.isNaN(position) ? 0 : position;
        }
        List<Double> values = new ArrayList<>();
        values.add(objectives.getFirst().loss(distance + 1.0 / step));
        if (objectives.size() > 1) {
            values.add(objectives.get(1).loss(size));
        }
        return values;
    }

    /** Trials of which some diverge, fail, are measured as NaN or infinite, or are given up, by their number. */
    static SimulatedStudy.TrialModel troubled(SearchSpace space, List<Objective> objectives) {
        return new SimulatedStudy.TrialModel() {
            @Override
            public List<Double> values(int trial, Assignment assignment, int step) {
                List<Double> values = new ArrayList<>(SearchCases.values(space, objectives, assignment, step));
                if (trial % 5 == 2 && step == 1) {
                    values.set(
                            0,
                            trial % 2 == 0 ? Double.NaN : objectives.getFirst().loss(Double.POSITIVE_INFINITY));
                }
                return values;
            }

            @Override
            public Outcome outcome(int trial, Assignment assignment, int step, Outcome byItself) {
                double fate = CounterRandom.of(trial, "fate", 0).real(step);
                return fate < 0.1
                        ? new Outcome.Diverged()
                        : fate < 0.2
                                ? new Outcome.Failed("out of memory")
                                : fate < 0.3 ? new Outcome.Pruned() : byItself;
            }
        };
    }

    /** Trials that all come to the same end. */
    static SimulatedStudy.TrialModel ending(Outcome outcome, double value, int objectives) {
        return new SimulatedStudy.TrialModel() {
            @Override
            public List<Double> values(int trial, Assignment assignment, int step) {
                return Collections.nCopies(objectives, value);
            }

            @Override
            public Outcome outcome(int trial, Assignment assignment, int step, Outcome byItself) {
                return byItself instanceof Outcome.Pruned ? byItself : outcome;
            }
        };
    }
}
