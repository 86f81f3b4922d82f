package dev.sluice.export.recognition;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.kernel.CounterRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a loop and its recognized operator on the same random numbers in float64. An error in recognition or in the
 * binding of weights shows here, and then the loop is kept.
 */
final class RecognitionCheck {
    private static final double TOLERANCE = 1e-9;
    private static final int STEPS = 3;
    private static final int[] LENGTHS = {3, 1, 2, 0};

    private RecognitionCheck() {}

    static boolean agrees(Recurrence recurrence) {
        Expr loop = recurrence.loop();
        Step step = recurrence.scan().step();
        boolean ragged = recurrence.lengths().isPresent();
        List<Expr> placeholders = new ArrayList<>();
        Map<String, Array64> values = new LinkedHashMap<>();
        Map<Expr, Array64> byOperand = new LinkedHashMap<>();
        for (int i = 0; i < loop.operands().size(); i++) {
            Dims dims = loop.operand(i).shape();
            boolean mask =
                    ragged && i < step.inputs().size() && !loop.operand(i).equals(recurrence.input());
            Array64 value = mask ? valid() : random(dims, i);
            placeholders.add(Exprs.input("operand." + i, dims));
            values.put("operand." + i, value);
            byOperand.put(loop.operand(i), value);
        }
        Expr again = Expr.of(loop.op(), placeholders);
        Map<String, Expr> outputs = new LinkedHashMap<>();
        for (int i = 0; i < again.results().size(); i++) {
            outputs.put(Integer.toString(i), Expr.of(new Pick(i), again));
        }
        Map<String, Array64> expected = Interpreter.run(new Graph(outputs), values);

        int states = step.inputs().size();
        Equations equations = recurrence.equations();
        Array64 h0 = value(values, states + equations.hidden());
        Array64 c0 = equations.cell() < 0 ? h0 : value(values, states + equations.cell());
        RecurrentWeights weights = recurrence.weights(operand -> byOperand.getOrDefault(operand, Array64.zeros()));
        int[] lengths = ragged ? LENGTHS : new int[] {STEPS, STEPS, STEPS, STEPS};
        Array64 x = byOperand.getOrDefault(recurrence.input(), Array64.zeros(0, 0, 0));
        return readings(recurrence).stream()
                .map(coupled -> new OperatorReference(equations, weights, recurrence.hiddenSize(), coupled)
                        .run(x, lengths, recurrence.reverse(), h0, c0))
                .allMatch(actual -> agree(recurrence, expected, actual));
    }

    /**
     * The values of the coupling attribute to check: coupled gates must be correct with it and, if the weights express the
     * coupling, without it.
     */
    private static List<Boolean> readings(Recurrence recurrence) {
        if (!recurrence.isCoupled()) {
            return List.of(false);
        }
        return recurrence.isInWeights() ? List.of(true, false) : List.of(true);
    }

    private static boolean agree(
            Recurrence recurrence, Map<String, Array64> expected, OperatorReference.Results actual) {
        for (int i = 0; i < expected.size(); i++) {
            Array64 result = switch (recurrence.result(i)) {
                case HIDDEN -> actual.hidden();
                case CELL -> actual.cell();
                case SEQUENCE -> actual.sequence();
            };
            if (!close(expected.get(Integer.toString(i)), result)) {
                return false;
            }
        }
        return true;
    }

    private static Array64 value(Map<String, Array64> values, int operand) {
        return Objects.requireNonNull(values.get("operand." + operand));
    }

    private static Array64 valid() {
        Array64 valid = Array64.zeros(STEPS, LENGTHS.length, 1);
        for (int t = 0; t < STEPS; t++) {
            for (int b = 0; b < LENGTHS.length; b++) {
                valid.data()[t * LENGTHS.length + b] = t < LENGTHS[b] ? 1 : 0;
            }
        }
        return valid;
    }

    private static Array64 random(Dims dims, int operand) {
        Array64 value =
                Array64.zeros(dims.sizes(Map.of(Dim.TIME.toString(), STEPS, Dim.BATCH.toString(), LENGTHS.length)));
        CounterRandom random = CounterRandom.of(1, "recognition." + operand, 0);
        for (int i = 0; i < value.data().length; i++) {
            value.data()[i] = random.normal(i) * 0.5;
        }
        return value;
    }

    private static boolean close(@Nullable Array64 a, Array64 b) {
        if (a == null || a.data().length != b.data().length) {
            return false;
        }
        for (int i = 0; i < a.data().length; i++) {
            if (!(Math.abs(a.data()[i] - b.data()[i]) <= TOLERANCE * (1 + Math.abs(a.data()[i])))) {
                return false;
            }
        }
        return true;
    }
}
