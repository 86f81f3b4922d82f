package dev.sluice.core.baseline.classification;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.fit.Resampled;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.Optional;

/**
 * The answer of the nearest training example by Euclidean distance, over standardized series that are resampled to one length. The score
 * of a class falls with the distance of its nearest example, so that classes are ranked as well; where several may hold, it is how much
 * nearer the nearest example is for which it holds than the nearest for which it does not.
 */
public final class NearestNeighbor implements Baseline {
    private static final int LONGEST = 100;

    private final Options options;

    /** The method with the given options. */
    public NearestNeighbor(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code nearest-neighbor}. */
    public record Options(
            @Description("Steps that series are resampled to; 0 for their mean number of steps, at most 100")
            @Default("0")
            @Range(min = 0)
            int steps,

            @Description("Maximum number of training examples to compare with; of more, an even sample is taken")
            @Default("10000")
            @Range(min = 1)
            int most) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        return Neighbors.refusal(
                task,
                task.training().getFirst().inputs().values().stream().anyMatch(Sequence.Series.class::isInstance));
    }

    @Override
    public Fitted fit(BaselineTask task) {
        return Neighbors.of(task, new Resampled(steps(task)), options.most());
    }

    private int steps(BaselineTask task) {
        if (options.steps() > 0) {
            return options.steps();
        }
        long steps = 0;
        long series = 0;
        for (Example example : task.training()) {
            for (Sequence input : example.inputs().values()) {
                if (input instanceof Sequence.Series known) {
                    steps += known.steps();
                    series++;
                }
            }
        }
        return Math.clamp(Math.round((double) steps / Math.max(1, series)), 1, LONGEST);
    }
}
