package dev.sluice.core.baseline.classification;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.fit.SummaryNumbers;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.Optional;

/** The answer of the nearest training example by Euclidean distance over standardized summary numbers; scores as {@link NearestNeighbor}'s. */
public final class NearestSummary implements Baseline {
    private final Options options;

    /** The method with the given options. */
    public NearestSummary(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code nearest-summary}. */
    public record Options(
            @Description("Maximum number of training examples to compare with; of more, an even sample is taken")
            @Default("10000")
            @Range(min = 1)
            int most) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        return Neighbors.refusal(task, SummaryNumbers.apply(task.training().getFirst()));
    }

    @Override
    public Fitted fit(BaselineTask task) {
        return Neighbors.of(task, new SummaryNumbers(), options.most());
    }
}
