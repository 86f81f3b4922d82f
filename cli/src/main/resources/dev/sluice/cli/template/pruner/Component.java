package @package@;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.Optional;
import java.util.OptionalDouble;

/** Stops what stands far behind the best of the trials at its step: put your own rule here. */
public final class @Class@ implements Pruner {
    private final Options options;

    public @Class@(Options options) {
        this.options = options;
    }

    /** Options in the experiment file. */
    public record Options(
            @Description("Maximum gap to the best trial, in the first objective's unit") @Default("0.3") @Range(min = 0)
            double margin,

            @Description("Steps before which no trial is stopped") @Default("2") @Range(min = 0)
            int warmupSteps) {}

    @Override
    public boolean stops(SearchHistory history, Trial trial) {
        int step = trial.lastStep();
        if (step <= options.warmupSteps()) {
            return false;
        }
        OptionalDouble best = history.trials().stream()
                .filter(other -> other.number() != trial.number())
                .map(other -> other.at(step))
                .flatMap(Optional::stream)
                .mapToDouble(measurement -> loss(history, measurement))
                .filter(Double::isFinite)
                .min();
        // A comparison with NaN, an objective that is not known yet, is false: the trial goes on.
        return best.isPresent() && loss(history, trial.at(step).orElseThrow()) > best.getAsDouble() + options.margin();
    }

    /** The first objective, turned so that smaller is better. */
    private static double loss(SearchHistory history, Measurement measurement) {
        return history.objectives().getFirst().loss(measurement.values().getFirst());
    }
}
