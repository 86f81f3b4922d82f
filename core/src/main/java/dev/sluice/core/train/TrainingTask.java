package dev.sluice.core.train;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is trained on what.
 *
 * @param training the network with random masks
 * @param inference the same network without
 * @param initial first values of the parameters, in the network's order. Not modified.
 * @param trainingData at least one example
 * @param validationData may be empty: then every epoch counts as better than the one before
 */
public record TrainingTask(
        Network training,
        Network inference,
        Map<String, Tensor> initial,
        Dataset trainingData,
        Dataset validationData) {
    /** Checks that network, parameters and data fit together. */
    public TrainingTask {
        initial = Collections.unmodifiableMap(new LinkedHashMap<>(initial));
        Parameters.check(training.parameters(), initial);
        if (!training.parameterNames().equals(inference.parameterNames())) {
            throw new IllegalArgumentException("both networks must have the same parameters, but training has "
                    + training.parameterNames() + " and inference has " + inference.parameterNames());
        }
        if (trainingData.isEmpty()) {
            throw new DataException("training needs at least one example, but the training split is empty; "
                    + "make the other splits smaller or bring more data");
        }
        int columns = trainingData.examples().getFirst().target().shape().size(0);
        if (columns != training.outputSize()) {
            throw new IllegalArgumentException("the model must have one output for each of the " + columns
                    + " columns of the targets, but has " + training.outputSize());
        }
    }
}
