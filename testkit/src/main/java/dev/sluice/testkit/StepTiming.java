package dev.sluice.testkit;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.rewrite.Hoist;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import java.util.Map;

/**
 * How long a cell takes beside another one. Both take turns, so that whatever else the machine does meets both; the fastest
 * of several rounds counts.
 *
 * @param cellMicros a step of the cell, forward and backward, for the whole batch, in microseconds
 * @param otherMicros a step of the other
 */
public record StepTiming(double cellMicros, double otherMicros) {
    /** Rows of the batch. */
    public static final int ROWS = 64;
    /** Features of input and state. */
    public static final int FEATURES = 128;

    private static final int STEPS = 32;
    private static final int ROUNDS = 12;

    /** Measures, in about a second. */
    public static StepTiming measure(Cell cell, Cell other) {
        Work mine = new Work(cell);
        Work yours = new Work(other);
        double cellNanos = Double.POSITIVE_INFINITY;
        double otherNanos = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            cellNanos = Math.min(cellNanos, (double) mine.nanos());
            otherNanos = Math.min(otherNanos, (double) yours.nanos());
        }
        return new StepTiming(cellNanos / STEPS / 1e3, otherNanos / STEPS / 1e3);
    }

    /** How many times as long the cell takes. */
    public double ratio() {
        return cellMicros / otherMicros;
    }

    private static final class Work {
        private final Plan plan;
        private final Tensors values;

        Work(Cell cell) {
            int size = Sizes.inputs(cell, FEATURES, FEATURES);
            ModelConfig config = ModelConfig.of(ModelConfig.EncoderOptions.of(cell, FEATURES));
            List<ModelInput> inputs = CellSignature.of(cell, size, FEATURES).inputs();
            Network network = SequenceModel.build(config, inputs, Map.of(Network.OUTPUTS, 2), Network.Mode.TRAINING);
            Expr loss = Expr.of(new SumTo(Dims.SCALAR), network.outputs());
            Graph forward = Hoist.apply(new Graph(Map.of("loss", loss)));
            plan = Plan.compile(Gradients.extend(forward, "loss", network.trainedNames()), EngineOptions.defaults());
            Tensors.Builder all = Parameters.initialize(network.parameters(), 1).toBuilder();
            Tensor features = Tensor.zeros(STEPS, ROWS, size);
            for (int i = 0; i < features.array().length; i++) {
                features.array()[i] = (i * 37 % 101 - 50) / 50f;
            }
            for (Input input : network.graph().inputs()) {
                all.put(input.label(), Tensor.zeros(input.dims().sizes(Map.of("T", STEPS, "B", ROWS))));
            }
            all.put(ModelInput.FEATURES, features);
            Tensor lengths = Tensor.zeros(ROWS);
            lengths.fillInPlace(STEPS);
            all.put(Network.LENGTHS, lengths);
            values = all.build();
        }

        long nanos() {
            long began = System.nanoTime();
            plan.run(values, RandomKey.NONE);
            return System.nanoTime() - began;
        }
    }
}
