package dev.sluice.tuning.sampler;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Permutation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Lattice;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Rejection;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tries every combination: all values of finite dimensions, evenly spaced ones of continuous ranges. By default in an order
 * shuffled by the seed, so that a study that ends early has covered more than one corner.
 */
public final class GridSampler implements Sampler {
    private static final int MOST = 1_000_000;

    private final Options options;

    /** The sampler with the given options. */
    public GridSampler(Options options) {
        this.options = options;
    }

    /** The order of a grid. */
    public enum Order {
        /** In an order drawn from the seed. */
        SHUFFLED,
        /** The first dimension slowest. */
        SORTED
    }

    /** Options of {@code grid}. */
    public record Options(
            @Description("Number of values of each continuous range, including both ends") @Default("5") @Range(min = 1)
            int points,

            @Description("Order of the combinations") @Default("shuffled")
            Order order) {
        /** Checks the number. */
        public Options {
            if (points < 1) {
                throw new IllegalArgumentException("a grid needs at least 1 point, but has " + points);
            }
        }
    }

    @Override
    public List<String> problems(SearchSpace space, List<Objective> objectives) {
        long size = Lattice.of(space, options.points()).size().orElse(Long.MAX_VALUE);
        return size <= MOST
                ? List.of()
                : List.of("a grid may have at most " + MOST + " combinations, but this space has "
                        + (size == Long.MAX_VALUE ? "more than 2^63" : size)
                        + "; use wider steps or another sampler");
    }

    @Override
    public boolean isExhausted(SearchHistory history) {
        Lattice lattice = Lattice.of(history.space(), options.points());
        return position(history) >= size(lattice) && firstLeft(history, lattice) < 0;
    }

    @Override
    public Assignment suggest(SearchHistory history) {
        Lattice lattice = Lattice.of(history.space(), options.points());
        int position = position(history);
        if (position >= size(lattice)) {
            return lattice.get(Math.max(0, firstLeft(history, lattice)));
        }
        return lattice.get(
                options.order() == Order.SORTED
                        ? position
                        : Permutation.of(size(lattice), CounterRandom.of(history.seed(), "search/grid", 0))[position]);
    }

    private static int size(Lattice lattice) {
        return (int) lattice.size().orElseThrow();
    }

    /** The position after all candidates so far. Starting points advance it too; the places that they skip come last. */
    private static int position(SearchHistory history) {
        return history.next() + (int) history.allRejected().count();
    }

    /** The first position that was neither tried nor rejected; -1 if there is none. */
    private static int firstLeft(SearchHistory history, Lattice lattice) {
        Set<Assignment> done = new HashSet<>();
        history.trials().stream().map(Trial::assignment).forEach(done::add);
        history.allRejected().map(Rejection::assignment).forEach(done::add);
        for (int place = 0; place < size(lattice); place++) {
            if (!done.contains(lattice.get(place))) {
                return place;
            }
        }
        return -1;
    }
}
