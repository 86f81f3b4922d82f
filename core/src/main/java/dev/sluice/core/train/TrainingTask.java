package dev.sluice.core.train;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.data.Sampling;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A network, its initial weights and the data to train it on.
 *
 * @param training the network with random masks
 * @param inference the same network without
 * @param initial first values of the parameters, in the network's order. Not modified.
 * @param trainingData at least one example
 * @param validationData may be empty; then each epoch replaces the one before as the best
 * @param seed of the order of the examples and of random masks
 * @param fitted whether the initial weights were fitted to the data, so that they are validated too and kept unless training finds
 *     better ones
 * @param sampling of the training examples of an epoch; empty for all of them once
 * @param texts what is needed to let the model write, if it writes texts
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TrainingTask(
        Network training,
        Network inference,
        Tensors initial,
        Dataset trainingData,
        Dataset validationData,
        long seed,
        boolean fitted,
        Optional<Sampling> sampling,
        Optional<TextTask> texts) {
    /** Checks that network, parameters and data fit together. */
    public TrainingTask {
        Parameters.check(training.parameters(), initial);
        if (!training.parameterNames().equals(inference.parameterNames())) {
            throw new IllegalArgumentException("both networks must have the same parameters, but training has "
                    + training.parameterNames() + " and inference has " + inference.parameterNames());
        }
        if (trainingData.isEmpty()) {
            throw new DataException("training needs at least one example, but the training split is empty; "
                    + "make the other splits smaller or bring more data");
        }
        training.heads()
                .forEach((name, head) ->
                        check(name, head, trainingData.examples().getFirst()));
    }

    /** A task whose initial weights were not fitted to the data. */
    public TrainingTask(
            Network training,
            Network inference,
            Tensors initial,
            Dataset trainingData,
            Dataset validationData,
            long seed) {
        this(
                training,
                inference,
                initial,
                trainingData,
                validationData,
                seed,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static void check(String name, Network.Head head, EncodedExample example) {
        Tensor target = example.targets()
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the data must have a target for each head of the model, but for '" + name
                                + "' there is none; there is "
                                + example.targets().names()));
        int columns = target.shape().size(-1 + target.shape().rank());
        int outputs = head.outputs().shape().fixed(-1);
        // A head that predicts distributions has as many for each as they have parameters.
        if (outputs % columns != 0) {
            throw new IllegalArgumentException(
                    "the model must have one output, or the parameters of a distribution, for" + " each of the "
                            + columns + " columns of the targets, but has " + outputs);
        }
        if (head.everyStep() != (target.shape().rank() == 2)) {
            throw new DataException("the head '" + name + "' answers "
                    + (head.everyStep()
                            ? "at every step, but the data have one target for a whole sequence; set at: end in model.head, or let the"
                                    + " data source give targets per step"
                            : "once, but the data have a target for each step; set at: every_step in model.head"));
        }
    }
}
