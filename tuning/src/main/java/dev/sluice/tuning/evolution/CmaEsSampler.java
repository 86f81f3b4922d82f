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
import dev.sluice.tuning.sampler.SobolSampler;
import java.util.List;

/**
 * CMA-ES: draws from a normal distribution whose mean, scale and covariance follow the better half of each generation.
 *
 * <p>Generations are groups of λ consecutive trials. The first is a Sobol sequence, whose best trial is the first mean. For each
 * suggestion the distribution is recomputed from all generations before the first with a pending trial; trials that were drawn
 * from an older distribution meanwhile count like the others.
 */
public final class CmaEsSampler implements Sampler {
    private final Options options;
    private final Sampler start = new SobolSampler();

    /** The sampler with the given options. */
    public CmaEsSampler(Options options) {
        this.options = options;
    }

    /** Options of {@code cma-es}. */
    @Citation({
        "N. Hansen, The CMA Evolution Strategy: A Tutorial, arXiv:1604.00772, 2016",
        "R. Hamano, S. Saito, M. Nomura and S. Shirakawa, CMA-ES with Margin, GECCO 2022",
        "R. Hamano, S. Saito, M. Nomura, K. Uchida and S. Shirakawa, CatCMA, GECCO 2024"
    })
    public record Options(
            @Description("Population size: trials of a generation; 0 for 4 + 3 ln(dimensions)")
            @Default("0")
            @Range(min = 0)
            int generation,

            @Description("Initial standard deviation as a share of each range")
            @Default("0.2")
            @Range(above = 0, max = 1)
            double deviation) {
        /** Checks the numbers. */
        public Options {
            if (generation < 0 || generation == 1 || !(deviation > 0 && deviation <= 1)) {
                throw new IllegalArgumentException(
                        "cma-es needs a generation of 0 or at least 2 and a deviation above 0 and"
                                + " at most 1, but has " + generation + " and " + deviation);
            }
        }

        /** The default options. */
        public static Options defaults() {
            return new Options(0, 0.2);
        }

        /** The number of trials in a generation. */
        int size(SearchSpace space) {
            return generation > 0
                    ? generation
                    : 4 + (int) (3 * StrictMath.log(space.dimensions().size()));
        }
    }

    @Override
    public List<String> problems(SearchSpace space, List<Objective> objectives) {
        return objectives.size() == 1
                ? List.of()
                : List.of("cma-es searches for one objective, but the study has " + objectives.size()
                        + "; nsga-2, tpe and gp take several");
    }

    @Override
    public Assignment suggest(SearchHistory history) {
        if (history.next() < options.size(history.space())) {
            return start.suggest(history);
        }
        return history.space().fromUnit(CmaEsState.of(history, options).draw(history));
    }
}
