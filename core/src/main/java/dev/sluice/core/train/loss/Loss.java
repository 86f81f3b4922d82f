package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.structure.SequenceForm;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/** The quantity that training minimizes, as an expression. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public interface Loss {
    /**
     * The mean loss over the batch, a scalar.
     *
     * @param outputs of the head, {@code [B, C]}: scores before softmax or sigmoid, or predicted numbers; {@code [B, W·C]} where
     *     the loss has a {@link #family}
     * @param targets {@code [B, C]}: a distribution over classes, zeros and ones, or numbers; {@code [B, 1]}, the number of the right
     *     class, for a loss {@link #ofClassNumbers}
     */
    Expr loss(Expr outputs, Expr targets);

    /**
     * The loss of each output, {@code [.., C] → [.., 1]}, for heads with an output at every step: training minimizes its mean
     * over valid steps. Without it, the loss can only evaluate outputs at the end.
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
     * The distributions that a head trained on this loss predicts; empty for a loss of classes, or of points. With a family, the
     * head gives {@code W} numbers for each of {@code C} columns, already within their ranges.
     */
    default Optional<DistributionFamily> family() {
        return Optional.empty();
    }

    /**
     * The way in which the loss judges whole sequences; empty for a mean over single outputs. With one, {@link #loss} and {@link #each}
     * are not called.
     */
    default Optional<SequenceForm> sequences() {
        return Optional.empty();
    }

    /** The number of outputs for each column of the target, {@code W}. */
    default int width() {
        return form().width();
    }

    /** The numbers that a head gives for each column of its target. */
    default OutputForm form() {
        return sequences().<OutputForm>map(form -> form).or(this::family).orElse(OutputForm.POINT);
    }

    /**
     * This loss for targets of exactly one right class: a single column with its number, instead of one column for each class. Empty for a
     * loss that cannot read them.
     */
    default Optional<Loss> ofClassNumbers() {
        return Optional.empty();
    }

    /** The number of columns of the target beside a head of so many outputs. */
    default int targetColumns(int outputs) {
        return outputs / width();
    }

    /**
     * Returns whether it is the negative logarithm of the right class's share in a softmax and nothing else, so that training may estimate it
     * from some of the classes.
     */
    default boolean canBeSampled() {
        return false;
    }

    /** What may be done to numbers to predict before training. */
    default TargetScaling scaling() {
        return TargetScaling.NONE;
    }

    /**
     * This loss for targets that were divided by given numbers, and outputs that are to be in the same unit. A loss that needs
     * numbers in the units of the data, or that has an option in their unit, converts.
     *
     * @param divisors one for each column, above 0
     */
    default Loss inUnitsOf(List<Double> divisors) {
        return this;
    }

    /** Returns whether targets are texts of their own lengths, whose labels have no known places among the steps. */
    default boolean ofTranscripts() {
        return false;
    }

    /**
     * This loss for such texts.
     *
     * @param labels in the order of columns, the blank first
     * @param longest labels of a text
     * @throws IllegalArgumentException unless it is {@link #ofTranscripts}
     */
    default Loss forTranscripts(List<String> labels, int longest) {
        throw new IllegalArgumentException("the loss " + getClass().getSimpleName()
                + " judges no texts whose labels have no known places; take ctc");
    }

    /**
     * This loss for the classes of a target, in the order of their columns.
     *
     * @throws IllegalArgumentException if it cannot evaluate such classes
     */
    default Loss forLabels(List<String> labels) {
        return this;
    }
}
