package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.distribution.DistributionFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The intervals that a network gives for each answer of a part of the data, one after the other. */
final class BoundsRows {
    private static final String LOW = ".low";
    private static final String HIGH = ".high";
    private static final String UNIT = ".unit";

    private final Network network;
    private final Map<String, DistributionFamily.Bounds> bounds;
    private final int batchSize;
    private final Plan plan;

    /**
     * An answer.
     *
     * @param low lower bounds, {@code [C]}
     * @param high upper bounds, {@code [C]}
     * @param unit sizes that calibration counts in, {@code [C]}
     * @param target what came, {@code [C]}
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once, and never compared
    record Row(float[] low, float[] high, float[] unit, float[] target) {}

    /**
     * Bounds of some heads.
     *
     * @param network that they are made from, built for inference on whole sequences
     * @param bounds by head
     */
    BoundsRows(Network network, Map<String, DistributionFamily.Bounds> bounds, int batchSize, EngineOptions engine) {
        this.network = network;
        this.bounds = Map.copyOf(bounds);
        this.batchSize = batchSize;
        Map<String, Expr> results = new LinkedHashMap<>();
        bounds.forEach((name, each) -> {
            results.put(name + LOW, each.low());
            results.put(name + HIGH, each.high());
            results.put(name + UNIT, Expr.of(new BroadcastTo(each.low().shape()), each.unit()));
        });
        plan = Plan.compile(new Graph(results), engine);
    }

    /** Gives each answer with the name of its head. */
    void each(Tensors parameters, Dataset part, BiConsumer<String, Row> taker) {
        plan.hold(parameters);
        for (Batch batch : Batches.inOrder(part, batchSize)) {
            Tensors results = plan.run(batch.values(), RandomKey.NONE);
            for (String name : bounds.keySet()) {
                for (int at : valid(Objects.requireNonNull(network.heads().get(name)), batch)) {
                    taker.accept(
                            name,
                            new Row(
                                    row(results.get(name + LOW), at),
                                    row(results.get(name + HIGH), at),
                                    row(results.get(name + UNIT), at),
                                    row(batch.target(name), at)));
                }
            }
        }
    }

    /** The rows of a batch's answers that are valid steps. */
    private static List<Integer> valid(Network.Head head, Batch batch) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            int steps = head.everyStep() ? (int) batch.input(head.lengths()).array()[row] : 1;
            for (int step = 0; step < steps; step++) {
                rows.add(step * batch.size() + row);
            }
        }
        return rows;
    }

    private static float[] row(Tensor values, int row) {
        int columns = values.shape().size(values.shape().rank() - 1);
        return Arrays.copyOfRange(values.array(), row * columns, (row + 1) * columns);
    }
}
