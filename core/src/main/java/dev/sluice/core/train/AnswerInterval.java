package dev.sluice.core.train;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.Interval;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The interval around each answer of a head, as numbers: the same bounds that an exported file gives. */
public final class AnswerInterval {
    private static final String OUTPUTS = "outputs";
    private static final String LOW = "low";
    private static final String HIGH = "high";

    private final double level;
    private final Plan plan;

    /**
     * The interval of a head.
     *
     * @param family of the outputs; null for points
     * @param columns of the target, {@code C}
     */
    public AnswerInterval(Interval interval, @Nullable DistributionFamily family, int columns, EngineOptions engine) {
        level = interval.level();
        int width = family == null ? 1 : family.width();
        Expr outputs = Exprs.input(OUTPUTS, Dims.of(Dim.BATCH, width * columns));
        DistributionFamily.Bounds bounds = interval.isCalibrated()
                ? interval.bounds(outputs, family, Exprs.numbers(interval.margins()))
                : interval.bounds(outputs, family);
        plan = Plan.compile(new Graph(Map.of(LOW, bounds.low(), HIGH, bounds.high())), engine);
    }

    /** The share of the true numbers that it should hold. */
    public double level() {
        return level;
    }

    /**
     * The bounds around answers.
     *
     * @param outputs of the head, {@code [N, W·C]}. Not modified.
     */
    public Band of(Matrix outputs) {
        float[] numbers = new float[outputs.array().length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) outputs.array()[i];
        }
        Tensor given = Tensor.wrap(Shape.of(outputs.rows(), outputs.columns()), numbers);
        Tensors bounds = plan.run(Tensors.of(OUTPUTS, given), RandomKey.NONE);
        return new Band(Matrix.of(bounds.get(LOW)), Matrix.of(bounds.get(HIGH)));
    }

    /**
     * The bounds around answers.
     *
     * @param low {@code [N, C]}
     * @param high {@code [N, C]}
     */
    public record Band(Matrix low, Matrix high) {}
}
