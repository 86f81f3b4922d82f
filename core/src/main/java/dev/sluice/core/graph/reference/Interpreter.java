package dev.sluice.core.graph.reference;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Primitive;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Segments;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.SymbolicSizes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs a graph in float64, one operation at a time, by each primitive's own definition: slow, and the reference for the
 * engine, the gradients and every export.
 */
public final class Interpreter {
    private final Evaluation run;
    private final Arithmetic arithmetic;

    private Interpreter(Evaluation run, Arithmetic arithmetic) {
        this.run = run;
        this.arithmetic = arithmetic;
    }

    /**
     * The values of a graph's outputs.
     *
     * @param values inputs and parameters by name
     * @throws IllegalArgumentException if a leaf has no value or its shape does not fit
     */
    public static Map<String, Array64> run(Graph graph, Map<String, Array64> values) {
        return run(graph, values, Evaluation.Random.NONE);
    }

    /** The values of a graph's outputs, with a source for its random masks. */
    public static Map<String, Array64> run(Graph graph, Map<String, Array64> values, Evaluation.Random random) {
        return run(graph, values, random, Arithmetic.EXACT);
    }

    /** The values of a graph's outputs in another arithmetic. */
    public static Map<String, Array64> runIn(Graph graph, Map<String, Array64> values, Arithmetic arithmetic) {
        return run(graph, values, Evaluation.Random.NONE, arithmetic);
    }

    private static Map<String, Array64> run(
            Graph graph, Map<String, Array64> values, Evaluation.Random random, Arithmetic arithmetic) {
        Map<String, Integer> named = new HashMap<>();
        Map<Expr, List<Array64>> memory = new HashMap<>();
        for (Expr expr : graph.expressions()) {
            if (expr.op() instanceof Op.Leaf leaf && !(leaf instanceof Constant)) {
                Array64 value = values.get(leaf.label());
                if (value == null) {
                    throw new IllegalArgumentException("no value was given for " + expr.describe());
                }
                SymbolicSizes.bind(expr.describe(), expr.shape(), value.sizes(), named);
                memory.put(expr, List.of(value));
            }
        }
        Interpreter interpreter = new Interpreter(new Evaluation(named, random), arithmetic);
        Map<String, Array64> results = new LinkedHashMap<>();
        interpreter.evaluate(graph.expressions(), memory);
        graph.outputs().forEach((name, expr) -> results.put(name, value(memory, expr)));
        return results;
    }

    private void evaluate(List<Expr> order, Map<Expr, List<Array64>> memory) {
        for (Expr expr : order) {
            if (!memory.containsKey(expr)) {
                memory.put(expr, evaluate(expr, memory));
            }
        }
    }

    private List<Array64> evaluate(Expr expr, Map<Expr, List<Array64>> memory) {
        return switch (expr.op()) {
            case Constant constant -> List.of(new Array64(new int[0], new double[] {constant.value()}));
            case Op.Leaf leaf -> throw new IllegalStateException("unbound " + leaf.label());
            case Pick pick ->
                List.of(Objects.requireNonNull(memory.get(expr.operand(0))).get(pick.index()));
            case Scan scan -> scan(scan, values(memory, expr.operands()));
            case Segments segments -> segments(segments, values(memory, expr.operands()));
            case Primitive primitive -> List.of(arithmetic.evaluate(primitive, values(memory, expr.operands()), run));
        };
    }

    private List<Array64> scan(Scan scan, List<Array64> operands) {
        Step step = scan.step();
        int inputs = step.inputs().size();
        int steps = run.size(Dim.TIME);
        List<Array64> states =
                new ArrayList<>(operands.subList(inputs, inputs + step.states().size()));
        List<Array64> stacked = new ArrayList<>();
        for (Expr output : step.outputs()) {
            stacked.add(Array64.zeros(run.sizes(output.shape().prepend(Dim.TIME))));
        }
        List<Expr> order = step.expressions();
        for (int i = 0; i < steps; i++) {
            int t = scan.reverse() ? steps - 1 - i : i;
            Map<Expr, List<Array64>> memory = new HashMap<>();
            for (int k = 0; k < operands.size(); k++) {
                Expr placeholder = scan.placeholder(k);
                Array64 value = k < inputs
                        ? slice(operands.get(k), t)
                        : k < inputs + states.size() ? states.get(k - inputs) : operands.get(k);
                memory.put(placeholder, List.of(value));
            }
            evaluate(order, memory);
            states = new ArrayList<>(values(memory, step.next()));
            for (int k = 0; k < stacked.size(); k++) {
                double[] value = value(memory, step.outputs().get(k)).data();
                System.arraycopy(value, 0, stacked.get(k).data(), t * value.length, value.length);
            }
        }
        List<Array64> results = new ArrayList<>(states);
        results.addAll(stacked);
        return results;
    }

    private List<Array64> segments(Segments loop, List<Array64> operands) {
        int inputs = loop.inputs().size();
        int borders = inputs + loop.borders().size();
        int captures = borders + loop.states().size();
        int steps = run.size(Dim.TIME);
        int length = Segments.length(steps);
        int count = Segments.count(steps);
        List<Array64> states = new ArrayList<>(operands.subList(borders, captures));
        List<Array64> outputs = new ArrayList<>();
        loop.outputs().forEach(output -> outputs.add(Array64.zeros(run.sizes(output.shape()))));
        List<Array64> beginnings = new ArrayList<>();
        loop.states()
                .forEach(state ->
                        beginnings.add(Array64.zeros(run.sizes(state.shape().prepend(Segments.COUNT)))));
        for (int i = 0; i < count; i++) {
            int number = loop.reverse() ? count - 1 - i : i;
            int from = number * length;
            int to = Math.min(steps, from + length);
            Map<Expr, List<Array64>> memory = new HashMap<>();
            for (int k = 0; k < operands.size(); k++) {
                Array64 value = operands.get(k);
                if (k < inputs) {
                    value = range(value, from, to);
                } else if (k < borders) {
                    value = slice(value, number);
                } else if (k < captures) {
                    value = states.get(k - borders);
                    put(value, beginnings.get(k - borders), number, 1);
                }
                memory.put(loop.placeholders().get(k), List.of(value));
            }
            Map<String, Integer> named = new HashMap<>(run.named());
            named.put(Dim.TIME.toString(), to - from);
            new Interpreter(new Evaluation(named, run.random()), arithmetic)
                    .evaluate(loop.body().expressions(), memory);
            states = new ArrayList<>(values(memory, loop.next()));
            for (int k = 0; k < outputs.size(); k++) {
                put(value(memory, loop.outputs().get(k)), outputs.get(k), from, to - from);
            }
        }
        List<Array64> results = new ArrayList<>(states);
        results.addAll(outputs);
        results.addAll(beginnings);
        return results;
    }

    private static void put(Array64 part, Array64 whole, int at, int steps) {
        System.arraycopy(part.data(), 0, whole.data(), at * (part.data().length / steps), part.data().length);
    }

    private static Array64 range(Array64 sequence, int from, int to) {
        int[] sizes = sequence.sizes().clone();
        int step = sequence.data().length / sizes[0];
        sizes[0] = to - from;
        Array64 out = Array64.zeros(sizes);
        System.arraycopy(sequence.data(), from * step, out.data(), 0, out.data().length);
        return out;
    }

    private static Array64 slice(Array64 sequence, int t) {
        int[] sizes = new int[sequence.rank() - 1];
        System.arraycopy(sequence.sizes(), 1, sizes, 0, sizes.length);
        Array64 out = Array64.zeros(sizes);
        System.arraycopy(sequence.data(), t * out.data().length, out.data(), 0, out.data().length);
        return out;
    }

    private static List<Array64> values(Map<Expr, List<Array64>> memory, List<Expr> exprs) {
        List<Array64> values = new ArrayList<>();
        for (Expr expr : exprs) {
            Array64 first = Objects.requireNonNull(memory.get(expr)).getFirst();
            values.add(first);
        }
        return values;
    }

    private static Array64 value(Map<Expr, List<Array64>> memory, Expr expr) {
        return Objects.requireNonNull(memory.get(expr)).getFirst();
    }
}
