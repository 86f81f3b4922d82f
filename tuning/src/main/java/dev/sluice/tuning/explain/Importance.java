package dev.sluice.tuning.explain;

import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.evidence.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The importance of a dimension for being among the best trials: PED-ANOVA (Watanabe, Bansal and Hutter, IJCAI 2023). It
 * compares the distribution of the best tenth of the trials over a dimension with that of all trials; a dimension in which the
 * two are equal has no importance. The Pearson divergence of the two densities is taken dimension by dimension,
 * and shares sum to 1.
 *
 * <p>A conditional dimension is judged by the trials that have it, and its divergence is scaled by their share of all trials.
 * Pruned and paused trials count with their estimated final losses, diverged and failed ones as the worst: see {@link Evidence}.
 * Without them a pruner would leave only a few, good trials to compare.
 *
 * @param dimension name in the search space
 * @param share of the sum over all dimensions, from 0 to 1
 * @param trials number of judged trials that have the dimension
 */
public record Importance(String dimension, double share, int trials) {
    /** Fewest trials from which shares are computed. */
    public static final int FEWEST_TRIALS = 4;

    private static final double TOP = 0.1;
    private static final int FEWEST_IN_TOP = 2;

    /**
     * The importance of each dimension for one objective, most important first; dimensions of equal importance in the space's
     * order. Empty with fewer than {@value #FEWEST_TRIALS} trials whose losses are known or estimated, or if all are equally
     * good.
     *
     * @param objective its index in {@code objectives}
     */
    public static List<Importance> of(
            SearchSpace space, List<Trial> trials, List<Objective> objectives, int objective) {
        List<Scored> judged = Evidence.of(trials, objectives).observations().stream()
                .map(each -> new Scored(each.trial(), each.losses().get(objective)))
                .sorted(Comparator.comparingDouble(Scored::loss))
                .toList();
        if (judged.size() < FEWEST_TRIALS
                || judged.getFirst().loss() == judged.getLast().loss()) {
            return List.of();
        }
        int top = Math.max(FEWEST_IN_TOP, (int) Math.ceil(TOP * judged.size()));
        double[] divergences = new double[space.dimensions().size()];
        double sum = 0;
        for (int i = 0; i < divergences.length; i++) {
            divergences[i] = divergence(space.dimensions().get(i), judged, top);
            sum += divergences[i];
        }
        List<Importance> shares = new ArrayList<>();
        for (int i = 0; i < divergences.length; i++) {
            String name = space.dimensions().get(i).name();
            int with = (int) judged.stream()
                    .filter(each -> each.trial().assignment().has(name))
                    .count();
            shares.add(new Importance(name, sum > 0 ? divergences[i] / sum : 0, with));
        }
        shares.sort(Comparator.comparingDouble(Importance::share).reversed());
        return shares;
    }

    private static double divergence(Dimension dimension, List<Scored> bestFirst, int top) {
        List<Object> all = values(dimension, bestFirst);
        List<Object> best = values(dimension, bestFirst.subList(0, top));
        if (best.size() < FEWEST_IN_TOP || all.size() == best.size()) {
            return 0;
        }
        double[] usual = MarginalDensity.of(dimension.domain(), all);
        double[] amongBest = MarginalDensity.of(dimension.domain(), best);
        double divergence = 0;
        for (int i = 0; i < usual.length; i++) {
            double excess = amongBest[i] / usual[i] - 1;
            divergence += usual[i] * excess * excess;
        }
        return divergence * all.size() / bestFirst.size();
    }

    private static List<Object> values(Dimension dimension, List<Scored> trials) {
        return trials.stream()
                .filter(each -> each.trial().assignment().has(dimension.name()))
                .map(each -> each.trial().assignment().get(dimension.name()))
                .toList();
    }

    private record Scored(Trial trial, double loss) {}
}
