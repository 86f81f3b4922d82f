package dev.sluice.core.data;

import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Encodes classes: one column for each class, or a single column with the number of the only right one.
 *
 * @param thresholds probability of each label above which it is predicted; none for one half, or the likeliest class. Those of two
 *     classes that exclude each other add up to 1.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record ClassEncoding(Labels labels, Form form, List<Double> thresholds) implements TargetEncoding {
    /** Classes that are predicted from one half on, or where they are the likeliest. */
    public ClassEncoding(Labels labels, Form form) {
        this(labels, form, List.of());
    }

    /** Copies the thresholds and rejects those that decide nothing. */
    public ClassEncoding {
        thresholds = List.copyOf(thresholds);
        boolean fitting = thresholds.isEmpty()
                || (thresholds.size() == labels.size() && (form == Form.ZEROS_AND_ONES || labels.size() == 2));
        if (!fitting || thresholds.stream().anyMatch(threshold -> !(threshold > 0 && threshold < 1))) {
            throw new IllegalArgumentException(
                    "thresholds must be one probability between 0 and 1 for each of the labels " + labels.names()
                            + ", of which several may hold or which are two, but were " + thresholds);
        }
    }

    /** Returns whether a threshold can say which classes are predicted: several may hold, or there are two. */
    public boolean takesThresholds() {
        return severalMayHold() || (form == Form.NUMBER && size() == 2);
    }

    /** A copy with other thresholds. */
    public ClassEncoding withThresholds(List<Double> changed) {
        return new ClassEncoding(labels, form, changed);
    }

    /**
     * The number to subtract from each score so that a label is predicted where its score is above 0, or the largest; a float32 as in
     * an exported file. Empty without thresholds.
     */
    public List<Double> offsets() {
        List<Double> offsets = new ArrayList<>();
        for (int label = 0; label < thresholds.size(); label++) {
            double threshold = thresholds.get(label);
            boolean other = !severalMayHold() && label == 0;
            offsets.add(other ? 0.0 : (double) (float) StrictMath.log(threshold / (1 - threshold)));
        }
        return offsets;
    }

    /**
     * Scores minus the thresholds.
     *
     * @param scores {@code [N, C]}. Not modified.
     */
    public Matrix decided(Matrix scores) {
        if (thresholds.isEmpty()) {
            return scores;
        }
        List<Double> offsets = offsets();
        Matrix decided = Matrix.zeros(scores.rows(), scores.columns());
        for (int i = 0; i < decided.array().length; i++) {
            decided.array()[i] = scores.array()[i] - offsets.get(i % scores.columns());
        }
        return decided;
    }

    /** The numbers that stand for the right classes. */
    public enum Form {
        /** The number of the only right class, in a single column, for losses whose classes exclude each other. */
        NUMBER,
        /** Right classes share a probability of 1, for losses whose classes exclude each other. */
        DISTRIBUTION,
        /** 1 for each right class, for losses that judge each class alone: any number of them may hold. */
        ZEROS_AND_ONES
    }

    /** Returns whether any number of classes may hold for an example. */
    public boolean severalMayHold() {
        return form == Form.ZEROS_AND_ONES;
    }

    @Override
    public Tensor encode(Target target) {
        if (Weighing.isMissing(target)) {
            return Tensor.zeros(width());
        }
        if (!(target instanceof Target.Labels right)) {
            throw new DataException(
                    "every example must have class names as its target, but this one has " + target.words());
        }
        if (right.labels().isEmpty() && !severalMayHold()) {
            throw new DataException("every example must have a class, but this one has none; name its class, or take"
                    + " a loss for which none may hold, such as binary-cross-entropy");
        }
        if (form == Form.NUMBER) {
            if (right.labels().size() > 1) {
                throw new DataException("every example must have exactly one class, as in training, but this one has "
                        + String.join(", ", right.labels()));
            }
            return Tensor.wrap(
                    Shape.of(1), new float[] {labels.index(right.labels().first())});
        }
        float[] columns = new float[labels.size()];
        float share = severalMayHold() ? 1f : 1f / right.labels().size();
        for (String name : right.labels()) {
            columns[labels.index(name)] = share;
        }
        return Tensor.wrap(Shape.of(columns.length), columns);
    }

    @Override
    public int size() {
        return labels.size();
    }

    @Override
    public int width() {
        return form == Form.NUMBER ? 1 : size();
    }
}
