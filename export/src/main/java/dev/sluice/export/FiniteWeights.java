package dev.sluice.export;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.tensor.Tensor;
import java.util.Locale;

/** Refuses models with infinite or NaN weights: training never keeps such weights, so the file is damaged. */
final class FiniteWeights {
    private FiniteWeights() {}

    /**
     * Checks every weight.
     *
     * @throws ExportException naming the first one that is infinite or NaN
     */
    static void require(TrainedModel model) {
        model.parameters().forEach(FiniteWeights::require);
    }

    private static void require(String name, Tensor tensor) {
        float[] values = tensor.array();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new ExportException(String.format(
                        Locale.ROOT,
                        "weights must be finite, but %s of the parameter '%s' %s is %s. Training stops before it keeps such"
                                + " weights, so the file that they come from is damaged: restore it from a copy, or train again",
                        "number " + (i + 1),
                        name,
                        tensor.shape(),
                        values[i]));
            }
        }
    }
}
