package dev.sluice.bench.search;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.SearchSpace;
import java.util.List;
import java.util.function.Function;

/**
 * A function to search whose best is known. The script beside this class has the same.
 *
 * @param name for tables
 * @param space where it is defined
 * @param values without noise, one for each objective, all to be minimized
 * @param best the least value; of several objectives, the largest hypervolume
 * @param noise standard deviation of what is added to each observation
 * @param reference what a hypervolume is measured from, one value for each objective; empty for one objective
 */
record TestFunction(
        String name,
        SearchSpace space,
        Function<Assignment, List<Double>> values,
        double best,
        double noise,
        List<Double> reference) {
    /** A function of one objective. */
    static TestFunction of(String name, SearchSpace space, Function<Assignment, Double> value, double minimum) {
        return new TestFunction(name, space, value.andThen(List::of), minimum, 0, List.of());
    }

    /** This with noise, under another name. */
    TestFunction noisy(String newName, double deviation) {
        return new TestFunction(newName, space, values, best, deviation, reference);
    }

    int objectives() {
        return Math.max(1, reference.size());
    }

    /**
     * The distance from the best that some trials reached.
     *
     * @param truths their values without noise, in order
     * @param seen their values with noise, in order
     * @return for one objective the excess of the trial that looks best; for two the hypervolume that is missing
     */
    double regret(List<List<Double>> truths, List<List<Double>> seen) {
        if (objectives() > 1) {
            return best - Hypervolume.of(truths, reference);
        }
        int looksBest = 0;
        for (int i = 1; i < seen.size(); i++) {
            looksBest = seen.get(i).getFirst() < seen.get(looksBest).getFirst() ? i : looksBest;
        }
        return truths.get(looksBest).getFirst() - best;
    }

    @Override
    public String toString() {
        return name;
    }
}
