package dev.sluice.core.experiment.record;

import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.evaluation.TestDetails;
import dev.sluice.core.evaluation.Verdict;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TrainingResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * {@code results.json}: the outcome of a run. Equal in two runs of the same experiment.
 *
 * @param bestEpoch the epoch that the weights are from; 0 if none has ended
 * @param epochs that have ended
 * @param training reason why it ended
 * @param test figures on the test part
 * @param size of the model
 * @param madeFrom larger models that this one was made from, by name
 * @param details of the test part beyond figures
 * @param baselines figures of simple methods on the same part
 * @param verdict whether the model beats them; null without baselines
 * @param export comparison of the exported model with the trained one; null if nothing was exported
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Results(
        int bestEpoch,
        int epochs,
        TrainingResult.Reason training,
        Test test,
        Size size,
        Map<String, Original> madeFrom,
        TestDetails details,
        List<BaselineFigures> baselines,
        @Nullable Verdict verdict,
        @Nullable Export export) {
    /** Copies the collections, keeping their order. */
    public Results {
        baselines = List.copyOf(baselines);
        madeFrom = Collections.unmodifiableMap(new LinkedHashMap<>(madeFrom));
    }

    /** The same with another export. */
    Results with(Export other) {
        return new Results(bestEpoch, epochs, training, test, size, madeFrom, details, baselines, verdict, other);
    }

    /**
     * Figures on the test part.
     *
     * @param examples the number of examples
     * @param scores loss and metrics; NaN without examples
     */
    public record Test(int examples, Scores scores) {}

    /**
     * The size of the model.
     *
     * @param parameters numbers in its weights
     * @param zeros the number of weights that are zero
     */
    public record Size(long parameters, long zeros) {}

    /**
     * A larger model that this one was made from.
     *
     * @param parameters numbers in its weights
     * @param scores on the same test part
     * @param difference figures of this model minus those of the larger one
     */
    public record Original(long parameters, Scores scores, Scores difference) {}

    /**
     * The verdict on an exported model.
     *
     * @param largestDifference from the trained model, relative to the size of its outputs
     */
    public record Export(boolean passed, double largestDifference) {}
}
