package dev.sluice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxRecurrent;
import dev.sluice.export.onnx.OnnxRecurrent.Direction;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One-node models, written by us, run by ONNX Runtime, against {@link RecurrentReference}. */
final class RecurrentOperatorTest {
    private static final int STEPS = 7;
    private static final int FEATURES = 3;
    private static final int HIDDEN = 5;
    private static final int[] LENGTHS = {7, 1, 4};

    /**
     * What is not in the weights.
     *
     * @param linear a GRU's {@code linear_before_reset}
     * @param peepholes whether an LSTM has P
     * @param coupled an LSTM's {@code input_forget}; the forget gate's weights are random all the same, and must not count
     */
    private record Options(boolean linear, boolean peepholes, boolean coupled) {
        static final Options NONE = new Options(false, false, false);
    }

    private static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            for (int opset : new int[] {14, 17, 22}) {
                cases.add(Arguments.of(RecurrentKind.GRU, new Options(true, false, false), direction, opset));
                cases.add(Arguments.of(RecurrentKind.GRU, Options.NONE, direction, opset));
                cases.add(Arguments.of(RecurrentKind.RNN, Options.NONE, direction, opset));
                for (boolean peepholes : new boolean[] {false, true}) {
                    for (boolean coupled : new boolean[] {false, true}) {
                        Options options = new Options(false, peepholes, coupled);
                        cases.add(Arguments.of(RecurrentKind.LSTM, options, direction, opset));
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void run_raggedRowsFromGivenStates_equalsTheEquations(
            RecurrentKind kind, Options options, Direction direction, int opset) {
        int directions = direction == Direction.BIDIRECTIONAL ? 2 : 1;
        int rows = LENGTHS.length;
        int blocks = kind.gates() * HIDDEN;
        SplittableRandom random = new SplittableRandom(11);
        float[] x = values(random, STEPS * rows * FEATURES);
        float[] w = values(random, directions * blocks * FEATURES);
        float[] r = values(random, directions * blocks * HIDDEN);
        float[] b = values(random, directions * 2 * blocks);
        float[] h0 = values(random, directions * rows * HIDDEN);
        float[] c0 = values(random, directions * rows * HIDDEN);
        float[] p = options.peepholes() ? values(random, directions * 3 * HIDDEN) : new float[directions * 3 * HIDDEN];

        OnnxModelBuilder builder = new OnnxModelBuilder("one-node", new OnnxOpset(opset));
        OnnxGraph graph = builder.graph();
        OnnxShape state = OnnxShape.parse("[" + directions + ", N, " + HIDDEN + "]");
        OnnxRecurrent node = new OnnxRecurrent(graph, kind, HIDDEN)
                .direction(direction)
                .linearBeforeReset(options.linear())
                .coupledGates(options.coupled())
                .lengths(graph.input("lengths", ElementType.INT32, OnnxShape.parse("[N]")))
                .initialHidden(graph.input("h0", ElementType.FLOAT, state));
        Map<String, OnnxArray> inputs = new LinkedHashMap<>();
        inputs.put("lengths", OnnxArray.ints(LENGTHS, rows));
        inputs.put("h0", OnnxArray.floats(h0, directions, rows, HIDDEN));
        inputs.put("x", OnnxArray.floats(x, STEPS, rows, FEATURES));
        if (kind == RecurrentKind.LSTM) {
            node.initialCell(graph.input("c0", ElementType.FLOAT, state));
            inputs.put("c0", OnnxArray.floats(c0, directions, rows, HIDDEN));
        }
        if (options.peepholes()) {
            node.peepholes(graph.initializer("P", OnnxArray.floats(p, directions, 3 * HIDDEN)));
        }
        OnnxRecurrent.Results results = node.add(
                graph.input("x", ElementType.FLOAT, OnnxShape.parse("[T, N, " + FEATURES + "]")),
                graph.initializer("W", OnnxArray.floats(w, directions, blocks, FEATURES)),
                graph.initializer("R", OnnxArray.floats(r, directions, blocks, HIDDEN)),
                graph.initializer("B", OnnxArray.floats(b, directions, 2 * blocks)));
        graph.output("sequence", results.sequence());
        graph.output("hidden", results.hidden());
        if (results.cell() != null) {
            graph.output("cell", results.cell());
        }

        Map<String, OnnxArray> outputs;
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(builder.build())) {
            outputs = session.run(inputs);
        }

        for (int d = 0; d < directions; d++) {
            RecurrentReference reference = new RecurrentReference(
                    kind,
                    options.linear(),
                    options.coupled(),
                    HIDDEN,
                    matrix(w, d * blocks, blocks, FEATURES),
                    matrix(r, d * blocks, blocks, HIDDEN),
                    matrix(b, d, 1, 2 * blocks)[0],
                    matrix(p, d, 1, 3 * HIDDEN)[0],
                    STEPS,
                    rows);
            double[][][] steps = new double[STEPS][][];
            for (int t = 0; t < STEPS; t++) {
                steps[t] = matrix(x, t * rows, rows, FEATURES);
            }
            boolean reverse = direction == Direction.REVERSE || d == 1;
            reference.run(
                    steps, LENGTHS, matrix(h0, d * rows, rows, HIDDEN), matrix(c0, d * rows, rows, HIDDEN), reverse);
            for (int t = 0; t < STEPS; t++) {
                near(outputs, "sequence", (t * directions + d) * rows, reference.sequence[t]);
            }
            near(outputs, "hidden", d * rows, reference.hidden);
            if (kind == RecurrentKind.LSTM) {
                near(outputs, "cell", d * rows, reference.cell);
            }
        }
    }

    private static void near(Map<String, OnnxArray> outputs, String name, int firstRow, double[][] wanted) {
        OnnxArray array = outputs.get(name);
        assertThat(array).as(name).isNotNull();
        double[][] actual = matrix(array.toFloats(), firstRow, wanted.length, HIDDEN);
        for (int row = 0; row < wanted.length; row++) {
            assertThat(actual[row]).as("%s, row %s", name, firstRow + row).containsExactly(wanted[row], within(2e-6));
        }
    }

    private static float[] values(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    private static double[][] matrix(float[] values, int firstRow, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i][j] = values[(firstRow + i) * columns + j];
            }
        }
        return matrix;
    }
}
