package dev.sluice.tuning.evolution;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Domain;
import dev.sluice.core.search.Ranking;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.evidence.Evidence;
import dev.sluice.tuning.evidence.Observation;
import dev.sluice.tuning.evidence.Quality;
import dev.sluice.tuning.sampler.SobolSampler;
import java.util.List;

/**
 * Creates a child of the best trials so far, by the operators of NSGA-II (K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, 2002): two
 * parents by tournament, simulated binary crossover (Deb and Agrawal, 1995) and polynomial mutation for numbers, one
 * parent's option or a new one for choices. The parents are the best of all trials by {@link Ranking}, so that a generation
 * need not wait for its last trial.
 */
final class Breeding {
    private final int population;
    private final double crossover;
    private final double mutation;

    /**
     * Sets the parameters of breeding.
     *
     * @param crossover probability of a crossover of the parents
     * @param mutation expected number of a child's dimensions that mutate
     */
    Breeding(int population, double crossover, double mutation) {
        this.population = population;
        this.crossover = crossover;
        this.mutation = mutation;
    }

    Assignment child(SearchHistory history, String purpose) {
        List<Observation> judged = Evidence.of(history).observations().stream()
                .filter(each -> each.quality() != Quality.BAD)
                .toList();
        if (history.next() < population || judged.size() < 2) {
            return new SobolSampler().suggest(history);
        }
        SearchSpace space = history.space();
        List<double[]> parents = Ranking.order(
                        judged.stream().map(Observation::losses).toList())
                .stream()
                .limit(population)
                .map(place -> space.toUnit(judged.get(place).trial().assignment()))
                .toList();
        Draws draws = new Draws(history.random(purpose));
        double[] first = parents.get(tournament(parents.size(), draws));
        double[] second = parents.get(tournament(parents.size(), draws));
        boolean mixes = draws.next() < crossover;
        double[] child = new double[first.length];
        for (int i = 0; i < child.length; i++) {
            Domain domain = space.dimensions().get(i).domain();
            child[i] = mixes ? mixed(domain, first[i], second[i], draws) : first[i];
            // A fixed count of random numbers per dimension, so that dimensions do not affect each other's numbers.
            double whether = draws.next();
            double where = draws.next();
            if (Double.isNaN(child[i])) {
                child[i] = where;
            } else if (whether < mutation / child.length) {
                child[i] = domain instanceof ChoiceDomain choice && !choice.ordered()
                        ? where
                        : Math.max(0, Math.min(1, child[i] + stretch(where, 20)));
            }
        }
        return space.fromUnit(child);
    }

    /** Selects a parent by tournament: the smaller of two random ranks. */
    private static int tournament(int parents, Draws draws) {
        return (int) (Math.min(draws.next(), draws.next()) * parents);
    }

    private static double mixed(Domain domain, double first, double second, Draws draws) {
        double whether = draws.next();
        double how = draws.next();
        if (Double.isNaN(first) || Double.isNaN(second)) {
            return Double.isNaN(first) ? second : first;
        }
        if (domain instanceof ChoiceDomain choice && !choice.ordered()) {
            return how < 0.5 ? first : second;
        }
        if (whether < 0.5) {
            return first;
        }
        // The spread of the children relative to the distance of the parents.
        double index = 1.0 / (2 + 1);
        double spread = how < 0.5 ? StrictMath.pow(2 * how, index) : StrictMath.pow(1 / (2 * (1 - how)), index);
        return Math.max(0, Math.min(1, 0.5 * ((1 + spread) * first + (1 - spread) * second)));
    }

    /** The step of polynomial mutation for a uniform random number, as a share of the range. */
    private static double stretch(double u, double index) {
        return u < 0.5 ? StrictMath.pow(2 * u, 1 / (index + 1)) - 1 : 1 - StrictMath.pow(2 * (1 - u), 1 / (index + 1));
    }

    /** Numbers of a stream in order. */
    private static final class Draws {
        private final CounterRandom random;
        private long position;

        Draws(CounterRandom random) {
            this.random = random;
        }

        double next() {
            return random.real(position++);
        }
    }
}
