package dev.sluice.core.engine;

import static dev.sluice.core.graph.Exprs.concat;
import static dev.sluice.core.graph.Exprs.constant;
import static dev.sluice.core.graph.Exprs.select;
import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.ScatterElements;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.Recompute;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.graph.rewrite.InferenceGraph;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Operations of a step on the axes of a row, beside the interpreter: values, gradients, and the same bits when the steps
 * are computed again to save memory.
 */
class StepShapesTest {
    private static final RandomKey KEY = new RandomKey(7, 3);
    private static final Dim B = Dim.BATCH;
    private static final Dims ROW = Dims.of(B, 12);
    private static final Dims MATRIX = Dims.of(B, 3, 4);
    private static final int STEPS = 4;
    private static final int ROWS = 5;

    /** Makes a next state [B, 12] of a state [B, 12] and an input [B, 12]. */
    private interface Body {
        Expr next(Expr state, Expr x);
    }

    private final Map<String, Body> bodies = new LinkedHashMap<>();

    @TestFactory
    Stream<DynamicTest> step_everyShape_agreesWithInterpreter() {
        bodies.put("reshape", (s, x) -> matrix(s).add(matrix(x)).reshape(Dims.of(B, 2, 6)));
        bodies.put("reshape of an input that is read again", (s, x) -> {
            Expr other = x.reshape(MATRIX);
            Expr early = tanh(s.mul(x));
            return matrix(early).add(other.transpose().reshape(MATRIX));
        });
        bodies.put("elements by number", (s, x) -> {
            Expr places = Exprs.floor(Exprs.sigmoid(matrix(x)).mul(4));
            Expr taken = Exprs.gatherElements(matrix(s), places);
            return taken.add(Expr.of(new ScatterElements(4), places, tanh(matrix(s))));
        });
        bodies.put("transpose", (s, x) -> matrix(s).transpose().add(x.reshape(Dims.of(B, 4, 3))));
        bodies.put(
                "two pairs of axes",
                (s, x) -> s.reshape(Dims.of(B, 2, 2, 3))
                        .transpose()
                        .add(x.reshape(Dims.of(B, 2, 3, 2)).sum(-3)));
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            for (int axis = -1; axis >= -3; axis--) {
                Reduce kept = new Reduce(kind, axis, true);
                Reduce dropped = new Reduce(kind, axis, false);
                bodies.put(kept.toString(), (s, x) -> cube(s).add(cube(x)).sub(Expr.of(kept, cube(s))));
                bodies.put(dropped.toString(), (s, x) -> {
                    Expr less = Expr.of(dropped, cube(s.add(x)));
                    int size = 12 / cube(s).shape().fixed(dropped.axis());
                    return s.mul(less.reshape(Dims.of(B, size)).slice(-1, 1, 2));
                });
            }
        }
        for (int axis = -1; axis >= -3; axis--) {
            int at = axis;
            bodies.put("slice and join " + axis, (s, x) -> {
                int size = cube(s).shape().fixed(at);
                Expr first = cube(s).slice(at, 0, 1);
                return concat(at, List.of(cube(x).slice(at, 1, size), first));
            });
            bodies.put("pad " + axis, (s, x) -> {
                int size = cube(s).shape().fixed(at);
                return Expr.of(new Pad(at, 1, size - 2), cube(s).slice(at, 0, 1))
                        .add(cube(x));
            });
        }
        bodies.put(
                "broadcast rows",
                (s, x) -> matrix(s)
                        .mul(matrix(x).sum(-1))
                        .add(matrix(x).sum(-2))
                        .mul(matrix(s).mean(-1).mean(-2)));
        bodies.put(
                "broadcast to a shape",
                (s, x) -> Expr.of(new BroadcastTo(MATRIX), matrix(s).sum(-2)).add(matrix(x)));
        bodies.put(
                "weights of all shapes",
                (s, x) -> matrix(s)
                        .mul(weight("w34", 3, 4))
                        .add(weight("w4", 4))
                        .mul(weight("w31", 3, 1))
                        .add(weight("w114", 1, 1, 4))
                        .add(weight("w", 1))
                        .add(matrix(x).mul(weight("w134", 1, 3, 4))));
        bodies.put(
                "condition of each line",
                (s, x) -> select(
                        Exprs.less(matrix(x).slice(-1, 0, 1), constant(0)),
                        matrix(s),
                        matrix(x).mul(0.5)));
        bodies.put(
                "softmax of each line",
                (s, x) ->
                        Exprs.softmax(matrix(s)).add(Exprs.logSoftmax(matrix(x)).mul(0.1)));
        bodies.put(
                "product with one matrix",
                (s, x) -> matrix(s)
                        .matmul(weight("w44", 4, 4))
                        .add(weight("w4", 4))
                        .add(matrix(x).matmulTransposed(weight("v44", 4, 4))));
        bodies.put(
                "outer product",
                (s, x) -> s.slice(-1, 0, 3).outer(x.slice(-1, 0, 4)).add(matrix(s)));
        bodies.put("matrix times vector", (s, x) -> {
            Expr line = matrix(s).timesVector(x.slice(-1, 0, 4));
            return matrix(s).mul(0.5).add(line.outer(x.slice(-1, 4, 8)));
        });
        bodies.put("matrix products", (s, x) -> {
            Expr a = matrix(s);
            Expr b = x.reshape(Dims.of(B, 4, 3));
            Expr square = a.batchMatmul(b);
            Expr other = Expr.of(new BatchMatMul(false, true), a, matrix(x));
            return square.add(other).batchMatmul(a).mul(0.2);
        });
        bodies.put(
                "matrix products of transposed sides",
                (s, x) -> Expr.of(new BatchMatMul(true, false), matrix(s), matrix(x))
                        .sum(-1)
                        .mul(matrix(x).transpose()));
        bodies.put("delta rule", (s, x) -> {
            Expr k = Exprs.softmax(x.slice(-1, 0, 4));
            Expr v = x.slice(-1, 4, 7);
            return matrix(s).add(v.sub(matrix(s).timesVector(k)).outer(k));
        });
        bodies.put(
                "functions",
                (s, x) -> Exprs.sin(s)
                        .add(Exprs.cos(x).mul(0.5))
                        .add(Exprs.mod(s.add(x), constant(0.7)).mul(0.5))
                        .sub(Exprs.floor(x.mul(4)).mul(0.1)));
        bodies.put(
                "roots and powers",
                (s, x) -> Exprs.sqrt(s.mul(s).add(0.1))
                        .sub(Exprs.pow(x, constant(3)))
                        .add(Exprs.pow(s.mul(s).add(0.2), x)));
        return bodies.entrySet().stream()
                .map(body -> DynamicTest.dynamicTest(body.getKey(), () -> check(body.getValue())));
    }

    private static Expr matrix(Expr row) {
        return row.reshape(MATRIX);
    }

    private static Expr cube(Expr row) {
        return row.reshape(Dims.of(B, 2, 3, 2));
    }

    private static Expr weight(String name, Object... dims) {
        return Exprs.parameter(name, Dims.of(dims));
    }

    private static void check(Body body) {
        Graph graph = training(body);
        Tensors.Builder drawn = Tensors.builder();
        graph.inputs()
                .forEach(input -> drawn.put(
                        input.label(), random(input.label(), input.dims().sizes(Map.of("T", STEPS, "B", ROWS)))));
        graph.parameters()
                .forEach(p -> drawn.put(p.label(), random(p.label(), p.dims().sizes(Map.of()))));
        Tensors values = drawn.build();
        Map<String, Array64> exact = new LinkedHashMap<>();
        values.forEach((name, tensor) -> exact.put(name, Array64.of(tensor)));
        Map<String, Array64> expected = Interpreter.run(graph, exact);
        for (int threads : new int[] {1, 2}) {
            EngineOptions options = new EngineOptions(threads, KernelChoice.best());
            Tensors actual = Plan.compile(graph, options).run(values, KEY);
            expected.forEach((name, value) -> assertClose(name, actual.get(name), value));
            Plan.compile(Recompute.apply(InferenceGraph.of(graph)), options)
                    .run(values, KEY)
                    .forEach((name, value) -> assertThat(value.array())
                            .as(name + ", computed again")
                            .isEqualTo(actual.get(name).array()));
        }
    }

    /** A loop in which the next state is also given out as a matrix, and a loss in which everything counts. */
    private static Graph training(Body body) {
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, B, 12));
        ScanBuilder scan = new ScanBuilder(false);
        Expr now = scan.input("x", x);
        Expr state = scan.state("s", Exprs.input("s", ROW));
        Expr next = body.next(state, now).reshape(ROW);
        scan.next(state, next);
        int line = scan.output(tanh(next));
        int whole = scan.output(next.reshape(MATRIX));
        int given = scan.output(now.reshape(MATRIX));
        ScanBuilder.Result result = scan.build();
        Expr last = result.last(state);
        Expr matrices = result.output(whole).mul(result.output(given));
        Expr loss = sum(result.output(line).mul(x)).add(sum(last.mul(last))).add(sum(matrices.mul(0.1)));
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("loss", loss);
        outputs.put("line", result.output(line));
        outputs.put("last", last);
        Graph graph = new Graph(outputs);
        List<String> leaves = new ArrayList<>(List.of("x", "s"));
        graph.parameters().forEach(parameter -> leaves.add(parameter.label()));
        return TrainingGraph.of(graph, "loss", leaves);
    }

    private static Expr sum(Expr value) {
        return Expr.of(new SumTo(Dims.SCALAR), value);
    }

    private static Tensor random(String name, int... sizes) {
        Tensor tensor = Tensor.zeros(sizes);
        CounterRandom random = CounterRandom.of(5, name, 0);
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] = 0.5f * random.normal(i);
        }
        return tensor;
    }

    private static void assertClose(String name, Tensor actual, Array64 expected) {
        float[] numbers = actual.array();
        assertThat(numbers).as(name).hasSize(expected.data().length);
        for (int i = 0; i < numbers.length; i++) {
            double size = Math.max(1, Math.abs(expected.data()[i]));
            assertThat((double) numbers[i]).as(name + " " + i).isCloseTo(expected.data()[i], within(2e-5 * size));
        }
    }
}
