package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.rewrite.OneStep;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our exported files in ONNX Runtime, beside the same function in another's file and in our own engine: {@code model.onnx} over whole
 * sequences, or {@code model.step.onnx} over one step.
 *
 * @param cell of the one layer
 * @param batch rows
 * @param steps of each row; 1 is the model of one step, against the other file with a sequence of 1
 */
public record ShippedWork(CellKind cell, int batch, int steps) implements Work {
    /** The column of the file that PyTorch exported or that was made by hand. */
    public static final String OTHER_FILE = "other file";

    /** The column of our own engine. */
    public static final String SLUICE = "Sluice";

    private static final String STATE = "state.";
    private static final String OUTPUTS = Network.OUTPUTS;

    @Override
    public Group group() {
        return Group.SHIPPED;
    }

    @Override
    public List<String> labels() {
        return List.of(
                cell.toString(), steps == 1 ? "one step" : "whole", Integer.toString(batch), Integer.toString(steps));
    }

    /** Returns whether the other file is a loop made by hand; else PyTorch wrote it. */
    public boolean byHand() {
        return cell == CellKind.MGU || cell == CellKind.LAYER_NORM_GRU;
    }

    @Override
    public double operations() {
        return 2.0 * steps() * cell.gates() * ShippedNetwork.HIDDEN * (ShippedNetwork.INPUT + ShippedNetwork.HIDDEN);
    }

    @Override
    public long sequenceSteps() {
        return (long) batch * steps;
    }

    @Override
    public boolean singleThreaded() {
        return steps == 1;
    }

    @Override
    public Side ours(int threads) {
        ShippedNetwork shipped = ShippedNetwork.of(cell);
        return runtime(steps == 1 ? shipped.step() : shipped.whole(), steps > 1, threads);
    }

    @Override
    public Map<String, Side> beside(int threads) {
        ShippedNetwork shipped = ShippedNetwork.of(cell);
        Map<String, Side> sides = new LinkedHashMap<>();
        sides.put(OTHER_FILE, runtime(shipped.other(), true, threads));
        sides.put(SLUICE, new Engine(shipped, threads));
        return sides;
    }

    /** Time before batch, as our engine has it. */
    private Tensor features() {
        return Numbers.uniform("features", Shape.of(steps, batch, ShippedNetwork.INPUT), 1);
    }

    private Tensor state(int index) {
        return Numbers.uniform(STATE + index, Shape.of(batch, ShippedNetwork.HIDDEN), 1);
    }

    private Side runtime(OnnxModel model, boolean timeAxis, int threads) {
        List<OnnxValue> states = model.inputs().stream()
                .filter(input -> input.name().startsWith(STATE))
                .toList();
        Map<String, String> wanted = new LinkedHashMap<>(Map.of(OUTPUTS, OUTPUTS));
        List<String> next = model.outputs().stream()
                .map(OnnxValue::name)
                .filter(name -> name.startsWith(Network.NEXT_STATE_PREFIX))
                .toList();
        next.forEach(name -> wanted.put(name, STATE + next.indexOf(name)));
        RuntimeSide side = new RuntimeSide(model, threads, wanted);
        int size = ShippedNetwork.INPUT;
        side.give(
                "features",
                Numbers.batchFirst(features()),
                timeAxis ? new long[] {batch, steps, size} : new long[] {batch, size});
        int[] lengths = new int[batch];
        Arrays.fill(lengths, steps);
        side.give(Network.LENGTHS, lengths);
        for (OnnxValue state : states) {
            float[] values = state(states.indexOf(state)).array();
            long hidden = ShippedNetwork.HIDDEN;
            // PyTorch's states have an axis of layers and directions.
            side.give(
                    state.name(),
                    values,
                    state.shape().rank() == 3 ? new long[] {1, batch, hidden} : new long[] {batch, hidden});
        }
        return side;
    }

    /** Our own forward pass. */
    private final class Engine implements Side {
        private final Plan plan;
        private final List<String> states;
        private final Tensors values;
        private Tensors last = Tensors.of();

        Engine(ShippedNetwork shipped, int threads) {
            Graph whole = shipped.network().graph();
            plan = Plan.compile(
                    steps == 1 ? OneStep.of(whole) : whole,
                    EngineOptions.defaults().withThreads(threads));
            plan.hold(shipped.parameters());
            states = List.copyOf(shipped.network().states().keySet());
            Tensor features = features();
            Tensors.Builder inputs = Tensors.builder();
            inputs.put(
                    "features",
                    steps == 1 ? Tensor.wrap(Shape.of(batch, ShippedNetwork.INPUT), features.array()) : features);
            if (steps > 1) {
                float[] lengths = new float[batch];
                Arrays.fill(lengths, steps);
                inputs.put(Network.LENGTHS, Tensor.wrap(Shape.of(batch), lengths));
            }
            for (int i = 0; i < states.size(); i++) {
                inputs.put(STATE + states.get(i), state(i));
            }
            values = inputs.build();
        }

        @Override
        public void run() {
            last = plan.run(values, RandomKey.NONE);
        }

        @Override
        public Tensors results() {
            Tensors.Builder results = Tensors.builder();
            results.put(OUTPUTS, last.get(OUTPUTS));
            for (int i = 0; i < states.size(); i++) {
                results.put(STATE + i, last.get(Network.NEXT_STATE_PREFIX + states.get(i)));
            }
            return results.build();
        }
    }
}
