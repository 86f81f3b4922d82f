package dev.sluice.bench.work;

import dev.sluice.bench.measure.Difference;
import dev.sluice.bench.measure.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Recurrent layers over a batch of sequences of equal length.
 *
 * @param group {@link Group#LAYERS}, {@link Group#STACKS}, {@link Group#CUSTOM}, {@link Group#WIDTHS} or {@link
 *     Group#GROWTH}
 * @param layers one above the other
 */
public record LayerWork(Group group, CellKind cell, LayerShape shape, int layers, boolean bidirectional, Pass pass)
        implements Work {
    /** Name of the outputs among the results. */
    public static final String SEQUENCE = "sequence";

    /** Name prefix of a weight's gradient among the results. */
    public static final String GRADIENT_PREFIX = "grad.";

    /** Name prefix of a weight's change by the first update among the results. */
    public static final String CHANGE_PREFIX = "change.";

    /** The settings of Adam and clipping. */
    public static final double LEARNING_RATE = 1e-3;

    /** The largest norm that gradients keep. */
    public static final double CLIP_NORM = 1;

    /** One layer in one direction. */
    static LayerWork single(Group group, CellKind cell, LayerShape shape, Pass pass) {
        return new LayerWork(group, cell, shape, 1, false, pass);
    }

    /** The numbers to start from; the same each time. */
    public LayerCase numbers() {
        return LayerCase.of(this);
    }

    @Override
    public List<String> labels() {
        List<String> labels = new ArrayList<>(List.of(cell.toString(), pass.toString()));
        labels.addAll(shape.labels());
        if (group == Group.GROWTH) {
            labels.add(Integer.toString(layers));
        }
        return labels;
    }

    @Override
    public double operations() {
        double perFeature = 2.0 * shape.steps() * shape.batch() * cell.gates() * shape.hidden();
        int directions = bidirectional ? 2 : 1;
        double sum = 0;
        for (int layer = 0; layer < layers; layer++) {
            int input = layer == 0 ? shape.input() : directions * shape.hidden();
            double forward = input + shape.hidden();
            // Gradients of both weights cost what the forward products cost; then those of the state and, above the
            // first layer, of the input.
            double backward = forward + shape.hidden() + (layer == 0 ? 0 : input);
            sum += directions * perFeature * (pass == Pass.FORWARD ? forward : forward + backward);
        }
        return sum;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Adam's first update is each gradient divided by its own size: one that is nothing but rounding still moves its weight by a
     * whole step. The gradients themselves are compared by {@link Pass#GRADIENT}.
     */
    @Override
    public double tolerance() {
        return pass == Pass.STEP ? 1e-2 : Difference.TOLERANCE;
    }

    @Override
    public Side ours(int threads) {
        return new OurLayer(this, threads);
    }
}
