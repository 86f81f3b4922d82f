package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputActivation;
import org.apiguardian.api.API;

/** The quantity that training minimizes, as an expression. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public interface Loss {
    /**
     * The mean loss over the batch, a scalar.
     *
     * @param outputs of the head, {@code [B, C]}: scores before softmax or sigmoid, or predicted numbers
     * @param targets {@code [B, C]}: a distribution over classes, zeros and ones, or numbers
     */
    Expr loss(Expr outputs, Expr targets);

    /**
     * The loss of each output, {@code [.., C] → [.., 1]}, for heads with an output at every step: training minimizes its mean
     * over valid steps. Without it, the loss can judge outputs at the end only.
     *
     * @throws IllegalArgumentException if the loss is not a mean over single outputs
     */
    default Expr each(Expr outputs, Expr targets) {
        throw new IllegalArgumentException("the loss " + getClass().getSimpleName()
                + " judges whole batches and cannot be" + " taken at every step; implement each, or set at: end");
    }

    /** The function from the head's outputs to what users see. */
    OutputActivation activation();

    /**
     * Returns whether numbers to predict may be scaled to mean 0 and deviation 1 for training: true if shifting and scaling
     * outputs and targets alike only scales the loss. False for a loss that needs numbers as they are, such as counts, or
     * that has an option in their unit.
     */
    default boolean standardizes() {
        return false;
    }
}
