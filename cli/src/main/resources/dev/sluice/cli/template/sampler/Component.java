package @package@;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.Comparator;
import java.util.Optional;

/** Most of the time near the best completed trial, otherwise anywhere: put your own rule here. */
public final class @Class@ implements Sampler {
    private final Options options;

    public @Class@(Options options) {
        this.options = options;
    }

    /** Options in the experiment file. */
    public record Options(
            @Description("Share of suggestions that are drawn from the whole space") @Default("0.3") @Range(min = 0, max = 1)
            double anywhere,

            @Description("Standard deviation of the others around the best, as a share of each range") @Default("0.1") @Range(above = 0)
            double width) {}

    @Override
    public Assignment suggest(SearchHistory history) {
        // The only source of chance: other numbers for each trial, and after each rejected candidate.
        CounterRandom random = history.random("@id@");
        Optional<Trial> best = history.trials().stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                .min(Comparator.comparingDouble(trial -> loss(history, trial)));
        if (best.isEmpty() || random.real(0) < options.anywhere()) {
            return history.space().sample(random, 1);
        }
        double[] point = history.space().toUnit(best.get().assignment());
        for (int i = 0; i < point.length; i++) {
            // Dimensions that take no part in the best trial are NaN there; they may take part now.
            double near = point[i] + options.width() * random.normal(1000 + i);
            point[i] = Double.isNaN(near) ? random.real(2000 + i) : near;
        }
        return history.space().fromUnit(point);
    }

    /** The first objective, turned so that smaller is better. */
    private static double loss(SearchHistory history, Trial trial) {
        return history.objectives()
                .getFirst()
                .loss(((Outcome.Completed) trial.outcome()).values().getFirst());
    }
}
