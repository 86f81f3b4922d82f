package dev.sluice.core.train;

import dev.sluice.core.error.BrokenPromiseException;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.train.loss.Loss;

/** A loss's answers, in the shapes that its kind promises. */
final class LossShapes {
    private LossShapes() {}

    /** The mean over a batch, a scalar. */
    static Expr mean(Loss loss, Expr outputs, Expr targets) {
        return required(loss, "loss", loss.loss(outputs, targets), Dims.SCALAR, outputs, targets);
    }

    /** The losses of single answers, {@code [B, 1]} or {@code [T, B, 1]}. */
    static Expr each(Loss loss, Expr outputs, Expr targets) {
        Dims wanted = outputs.shape().with(-1, Dim.of(1));
        return required(loss, "each", loss.each(outputs, targets), wanted, outputs, targets);
    }

    private static Expr required(Loss loss, String method, Expr value, Dims wanted, Expr outputs, Expr targets) {
        if (value.shape().equals(wanted)) {
            return value;
        }
        throw new BrokenPromiseException(
                loss instanceof WeighedLoss weighed ? weighed.loss() : loss,
                "must give " + wanted + ", "
                        + (wanted.equals(Dims.SCALAR) ? "one number for the whole batch" : "a number for each answer")
                        + ", but of outputs " + outputs.shape() + " and targets " + targets.shape() + " '" + method
                        + "' gives " + value.shape() + "; take the sum over axis -1 (the columns)"
                        + (wanted.equals(Dims.SCALAR) ? " and the mean over the rows" : " and keep the axis"));
    }
}
