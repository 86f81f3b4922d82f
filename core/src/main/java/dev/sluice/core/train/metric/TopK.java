package dev.sluice.core.train.metric;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;

/** The share of examples with a right column among the {@code k} largest scores; of equal scores the first counts as larger. */
public final class TopK implements Metric {
    private final Options options;

    /** The metric with the given options. */
    public TopK(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code top-k}. */
    public record Options(
            @Description("Number of most likely classes that count") @Default("3") @Range(min = 1)
            int k) {}

    @Override
    public Count start() {
        return new HitCount((outputs, targets, row) -> Rank.hit(outputs, targets, row, options.k()));
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }
}
