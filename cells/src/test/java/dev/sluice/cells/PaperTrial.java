package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.graph.rewrite.Hoist;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ExtraInputs;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.RecurrentStack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Holds a cell against its {@link Paper}: two layers in both directions over rows of different lengths, random parameters,
 * states that begin at zeros, everything in float64.
 */
final class PaperTrial {
    private static final int STEPS = 4;
    private static final int[] LENGTHS = {4, 2, 0, 1};
    private static final int LAYERS = 2;

    private final int hidden;
    private final int layers;
    private final ParameterScope scope = ParameterScope.root(Initialization.defaults());
    private final RecurrentStack.Result stack;
    private final Map<String, Array64> values = new LinkedHashMap<>();

    private PaperTrial(Cell cell, int inputs, int hidden, int layers) {
        this.hidden = hidden;
        this.layers = layers;
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, inputs));
        Expr lengths = Exprs.input("lengths", Dims.of(Dim.BATCH));
        stack = new RecurrentStack(
                        EncoderOptions.of(cell, hidden).withLayers(layers).withBidirectional(true))
                .build(scope, x, lengths, InitialStates.ZEROS, ExtraInputs.NAMED, false);
        SplittableRandom random = new SplittableRandom(inputs * 31L + hidden);
        values.put("x", random(random, 1, STEPS, LENGTHS.length, inputs));
        for (CellSignature.ExtraInput extra : stack.cells().getFirst().extraInputs()) {
            int[] sizes = extra.dims().sizes(Map.of("T", STEPS, "B", LENGTHS.length));
            values.put(extra.name(), random(random, 1, sizes));
        }
        double[] valid = new double[LENGTHS.length];
        for (int row = 0; row < valid.length; row++) {
            valid[row] = LENGTHS[row];
        }
        values.put("lengths", new Array64(new int[] {valid.length}, valid));
        for (ParameterSpec spec : scope.declared()) {
            values.put(spec.name(), random(random, 1.5, spec.shape().toArray()));
        }
    }

    private static Array64 random(SplittableRandom random, double bound, int... sizes) {
        Array64 array = Array64.zeros(sizes);
        for (int i = 0; i < array.data().length; i++) {
            array.data()[i] = random.nextDouble(-bound, bound);
        }
        return array;
    }

    /** Checks outputs at all steps and all final states. */
    static void check(Cell cell, Paper paper, int inputs, int hidden) {
        check(cell, paper, inputs, hidden, LAYERS);
    }

    /** The same for a cell that can stand in fewer layers only. */
    static void check(Cell cell, Paper paper, int inputs, int hidden, int layers) {
        new PaperTrial(cell, inputs, hidden, layers).check(paper);
    }

    private void check(Paper paper) {
        Map<String, Expr> outputs = new LinkedHashMap<>(stack.finalStates());
        outputs.put("sequence", stack.sequence());
        Map<String, Array64> actual = Interpreter.run(Hoist.apply(new Graph(outputs)), values);
        Array64 sequence = Objects.requireNonNull(actual.get("sequence"));
        for (int row = 0; row < LENGTHS.length; row++) {
            Map<String, double[]> finalStates = new LinkedHashMap<>();
            double[][] expected = input(row);
            for (int layer = 0; layer < layers; layer++) {
                double[][] forward = direction(paper, row, "l" + layer, false, expected, finalStates);
                double[][] backward = direction(paper, row, "l" + layer + "_reverse", true, expected, finalStates);
                expected = joined(forward, backward);
            }
            for (int t = 0; t < STEPS; t++) {
                double[] step = part(sequence, t * LENGTHS.length + row);
                if (t < LENGTHS[row]) {
                    assertThat(step).as("row %d, step %d", row, t).containsExactly(expected[t], within(1e-11));
                } else {
                    assertThat(step)
                            .as("row %d, step %d, past its length", row, t)
                            .containsOnly(0);
                }
            }
            for (Map.Entry<String, double[]> state : finalStates.entrySet()) {
                Array64 last = Objects.requireNonNull(actual.get(state.getKey()), state.getKey());
                assertThat(part(last, row))
                        .as("row %d, %s", row, state.getKey())
                        .containsExactly(state.getValue(), within(1e-11));
            }
        }
    }

    private double[][] direction(
            Paper paper, int row, String name, boolean reverse, double[][] below, Map<String, double[]> finalStates) {
        CellSignature signature = stack.cells().stream()
                .filter(cell -> cell.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, double[]> states = new LinkedHashMap<>();
        signature.states().forEach(state -> states.put(state.name(), new double[state.size()]));
        Map<String, double[]> weights = new LinkedHashMap<>();
        values.forEach((parameter, value) -> {
            if (parameter.startsWith(name + ".")) {
                weights.put(parameter.substring(name.length() + 1), value.data());
            }
        });
        double[][] out = new double[below.length][];
        for (int step = 0; step < below.length; step++) {
            int t = reverse ? below.length - 1 - step : step;
            for (CellSignature.ExtraInput extra : signature.extraInputs()) {
                Array64 value = Objects.requireNonNull(values.get(extra.name()));
                weights.put(extra.name(), part(value, extra.perStep() ? t * LENGTHS.length + row : row));
            }
            out[t] = paper.step(new Paper.Weights(weights, hidden), below[t], states);
        }
        states.forEach((state, value) -> finalStates.put(name + "." + state, value));
        return out;
    }

    private double[][] input(int row) {
        double[][] steps = new double[LENGTHS[row]][];
        for (int t = 0; t < steps.length; t++) {
            steps[t] = part(Objects.requireNonNull(values.get("x")), t * LENGTHS.length + row);
        }
        return steps;
    }

    private static double[][] joined(double[][] left, double[][] right) {
        double[][] whole = new double[left.length][];
        for (int t = 0; t < whole.length; t++) {
            whole[t] = new double[left[t].length + right[t].length];
            System.arraycopy(left[t], 0, whole[t], 0, left[t].length);
            System.arraycopy(right[t], 0, whole[t], left[t].length, right[t].length);
        }
        return whole;
    }

    /** The features at a flat position of the axes before them. */
    private static double[] part(Array64 array, int position) {
        int features = array.size(-1);
        double[] part = new double[features];
        System.arraycopy(array.data(), position * features, part, 0, features);
        return part;
    }
}
