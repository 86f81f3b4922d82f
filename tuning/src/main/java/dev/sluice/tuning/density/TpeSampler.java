package dev.sluice.tuning.density;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Condition;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Ranking;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.evidence.Evidence;
import dev.sluice.tuning.evidence.Observation;
import dev.sluice.tuning.evidence.Quality;
import dev.sluice.tuning.sampler.SobolSampler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree-structured Parzen estimator: splits trials into a few good ones and the others, estimates the density of each set,
 * and suggests the candidate with the largest ratio of the two densities.
 *
 * <p>Multivariate: a kernel spans all dimensions that are active together. Conditional spaces are a tree of such groups: a
 * candidate is drawn group by group as its choices activate them, each group from the trials in which it was active, and its
 * score is the sum over its groups. Pending, diverged and failed trials count among the others, so that concurrent trials
 * differ and failing regions are avoided. Several objectives are ranked by {@link Ranking}.
 */
public final class TpeSampler implements Sampler {
    /** Largest number of good trials; more would blur their density. */
    private static final int MOST_BEST = 25;

    private final Options options;
    private final Sampler start = new SobolSampler();

    /** The sampler with the given options. */
    public TpeSampler(Options options) {
        this.options = options;
    }

    /** Options of {@code tpe}. */
    @Citation({
        "J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl, Algorithms for Hyper-Parameter Optimization, NeurIPS 2011",
        "S. Falkner, A. Klein and F. Hutter, BOHB: Robust and Efficient Hyperparameter Optimization at Scale, ICML 2018"
    })
    public record Options(
            @Description("Initial trials from a Sobol sequence, before densities are estimated")
            @Default("10")
            @Range(min = 2)
            int startingTrials,

            @Description("Number of candidates, of which the best is suggested")
            @Default("24")
            @Range(min = 1, max = 10_000)
            int candidates,

            @Description("Share of the trials that count as the best") @Default("0.1") @Range(above = 0, max = 0.5)
            double bestShare) {
        /** Checks the numbers. */
        public Options {
            if (startingTrials < 2 || candidates < 1 || !(bestShare > 0 && bestShare <= 0.5)) {
                throw new IllegalArgumentException(
                        "tpe needs starting_trials of at least 2, candidates of at least 1 and a"
                                + " best_share above 0 and at most 0.5, but has " + startingTrials + ", " + candidates
                                + " and "
                                + bestShare);
            }
        }

        /** The default options. */
        public static Options defaults() {
            return new Options(10, 24, 0.1);
        }
    }

    /** Dimensions that are active together, and the two densities over them. */
    private record Group(List<Integer> places, Mixture good, Mixture other) {}

    @Override
    public Assignment suggest(SearchHistory history) {
        Evidence evidence = Evidence.of(history);
        if (evidence.observations().size() < options.startingTrials()) {
            return start.suggest(history);
        }
        List<Group> groups = groups(history.space(), split(history, evidence));
        CounterRandom random = history.random("tpe");
        double[] best = {};
        double bestScore = Double.NEGATIVE_INFINITY;
        int dimensions = history.space().dimensions().size();
        for (int i = 0; i < options.candidates(); i++) {
            // A group uses one number more than it has dimensions, and there are at most as many groups as dimensions.
            Candidate candidate = candidate(history.space(), groups, random, 2L * dimensions * i);
            if (candidate.score() > bestScore || best.length == 0) {
                best = candidate.point();
                bestScore = candidate.score();
            }
        }
        return history.space().fromUnit(best);
    }

    @SuppressWarnings("ArrayRecordComponent") // instances are never compared
    private record Candidate(double[] point, double score) {}

    private static Candidate candidate(SearchSpace space, List<Group> groups, CounterRandom random, long position) {
        double[] point = new double[space.dimensions().size()];
        Map<String, Object> values = new LinkedHashMap<>();
        double score = 0;
        long next = position;
        for (Group group : groups) {
            if (SearchSpace.takesPart(space.dimensions().get(group.places().getFirst()), values)) {
                double[] drawn = group.good().draw(random, next);
                double[] snapped = new double[drawn.length];
                for (int i = 0; i < drawn.length; i++) {
                    Dimension dimension = space.dimensions().get(group.places().get(i));
                    Object value = dimension.domain().fromUnit(drawn[i]);
                    values.put(dimension.name(), value);
                    snapped[i] = dimension.domain().toUnit(value);
                    point[group.places().get(i)] = snapped[i];
                }
                score += group.good().log(snapped) - group.other().log(snapped);
            }
            next += group.places().size() + 1;
        }
        return new Candidate(point, score);
    }

    private record Split(List<Assignment> good, List<Assignment> other) {}

    private Split split(SearchHistory history, Evidence evidence) {
        List<Observation> judged = evidence.observations().stream()
                .filter(each -> each.quality() != Quality.BAD)
                .toList();
        int n = evidence.observations().size();
        int best = Math.min(judged.size(), Math.min(MOST_BEST, (int) Math.ceil(options.bestShare() * n)));
        List<Integer> order =
                Ranking.order(judged.stream().map(Observation::losses).toList());
        boolean[] isGood = new boolean[history.trials().size()];
        order.stream()
                .limit(best)
                .forEach(place -> isGood[judged.get(place).trial().number()] = true);
        Split split = new Split(new ArrayList<>(), new ArrayList<>());
        for (Observation each : evidence.observations()) {
            (isGood[each.trial().number()] ? split.good() : split.other())
                    .add(each.trial().assignment());
        }
        split.other().addAll(evidence.pending());
        history.allRejected()
                .filter(each -> each.broken())
                .forEach(each -> split.other().add(each.assignment()));
        return split;
    }

    private static List<Group> groups(SearchSpace space, Split split) {
        Map<Condition, List<Integer>> byCondition = new LinkedHashMap<>();
        for (int i = 0; i < space.dimensions().size(); i++) {
            byCondition
                    .computeIfAbsent(space.dimensions().get(i).condition(), any -> new ArrayList<>())
                    .add(i);
        }
        return byCondition.values().stream()
                .map(places ->
                        new Group(places, mixture(space, places, split.good()), mixture(space, places, split.other())))
                .toList();
    }

    private static Mixture mixture(SearchSpace space, List<Integer> places, List<Assignment> assignments) {
        List<Dimension> dimensions =
                places.stream().map(space.dimensions()::get).toList();
        double[][] points = assignments.stream()
                .filter(each -> each.has(dimensions.getFirst().name()))
                .map(each -> dimensions.stream()
                        .mapToDouble(dimension -> dimension.domain().toUnit(each.get(dimension.name())))
                        .toArray())
                .toArray(double[][]::new);
        return new Mixture(dimensions, points, weights(points.length));
    }

    /** Weights of observations by age: 1 for the latest 25, decreasing linearly to 1/n for the oldest, as in Hyperopt. */
    private static double[] weights(int n) {
        double[] weights = new double[n];
        int old = Math.max(0, n - 25);
        for (int i = 0; i < n; i++) {
            weights[i] = i >= old ? 1 : old == 1 ? 1.0 / n : 1.0 / n + (1 - 1.0 / n) * i / (old - 1.0);
        }
        return weights;
    }
}
