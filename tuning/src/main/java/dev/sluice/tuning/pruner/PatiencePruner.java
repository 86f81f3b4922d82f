package dev.sluice.tuning.pruner;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.Arrays;
import java.util.List;

/** Stops a trial in which no objective has reached a new best for a number of steps, independently of other trials. */
public final class PatiencePruner implements Pruner {
    private final Options options;

    /** The pruner with the given options. */
    public PatiencePruner(Options options) {
        this.options = options;
    }

    /** Options of {@code patience}. */
    public record Options(
            @Description("Steps without improvement after which a trial is stopped") @Default("5") @Range(min = 1)
            int steps,

            @Description("Minimum improvement that counts, in the objective's unit") @Default("0") @Range(min = 0)
            double margin) {
        /** Checks the numbers. */
        public Options {
            if (steps < 1 || !(margin >= 0)) {
                throw new IllegalArgumentException(
                        "patience needs steps of at least 1 and a margin of at least 0, but has " + steps + " and "
                                + margin);
            }
        }
    }

    @Override
    public boolean stops(SearchHistory history, Trial trial) {
        Standing standing = new Standing(history);
        double[] best = new double[history.objectives().size()];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        int last = trial.measurements().getFirst().step();
        for (Measurement measurement : trial.measurements()) {
            List<Double> losses = standing.losses(measurement);
            for (int i = 0; i < best.length; i++) {
                if (losses.get(i) < best[i] - options.margin()) {
                    best[i] = losses.get(i);
                    last = measurement.step();
                }
            }
        }
        return trial.lastStep() - last >= options.steps();
    }
}
