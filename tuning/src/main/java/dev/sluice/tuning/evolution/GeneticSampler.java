package dev.sluice.tuning.evolution;

import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import java.util.List;

/** A genetic search for one objective: breeds from the best trials so far. */
public final class GeneticSampler implements Sampler {
    private final Breeding breeding;

    /** The sampler with the given options. */
    public GeneticSampler(Options options) {
        breeding = new Breeding(options.population(), options.crossover(), options.mutation());
    }

    /** Options of {@code genetic} and {@code nsga-2}. */
    @Citation({
        "K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, IEEE"
                + " Transactions on Evolutionary Computation 6(2), 2002",
        "K. Deb and R. B. Agrawal, Simulated Binary Crossover for Continuous Search Space, Complex Systems 9, 1995"
    })
    public record Options(
            @Description("Number of the best trials that may be parents, and of initial trials from a Sobol sequence")
            @Default("20")
            @Range(min = 2)
            int population,

            @Description("Probability of a crossover") @Default("0.9") @Range(min = 0, max = 1)
            double crossover,

            @Description("Average number of mutated dimensions of a child") @Default("1") @Range(min = 0)
            double mutation) {
        /** Checks the numbers. */
        public Options {
            if (population < 2 || !(crossover >= 0 && crossover <= 1) || !(mutation >= 0)) {
                throw new IllegalArgumentException(
                        "breeding needs a population of at least 2, a crossover from 0 to 1 and a"
                                + " mutation of at least 0, but has " + population + ", " + crossover + " and "
                                + mutation);
            }
        }

        /** The default options. */
        public static Options defaults() {
            return new Options(20, 0.9, 1);
        }
    }

    @Override
    public List<String> problems(SearchSpace space, List<Objective> objectives) {
        return objectives.size() == 1
                ? List.of()
                : List.of("genetic searches for one objective, but the study has " + objectives.size()
                        + "; nsga-2, tpe and gp take several");
    }

    @Override
    public Assignment suggest(SearchHistory history) {
        return breeding.child(history, "genetic");
    }
}
