package dev.sluice.export.preparation;

import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.util.List;

/** Nodes that several steps need, over values {@code [T, B, N]} in float64. */
final class Nodes {
    private final OnnxGraph graph;

    Nodes(OnnxGraph graph) {
        this.graph = graph;
    }

    OnnxGraph graph() {
        return graph;
    }

    OnnxMath math() {
        return new OnnxMath(graph);
    }

    OnnxShaping shaping() {
        return new OnnxShaping(graph);
    }

    /** Numbers of columns, {@code [N]}. */
    OnnxValue doubles(List<Double> values) {
        return doubles(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Numbers of columns, {@code [N]}. */
    OnnxValue doubles(double... values) {
        return graph.constant(OnnxArray.doubles(values, values.length));
    }

    /** A whole number without axes. */
    OnnxValue whole(long value) {
        return graph.constant(OnnxArray.longs(new long[] {value}));
    }

    /** Whether numbers are there: NaN is the only one that is not equal to itself. */
    OnnxValue isNumber(OnnxValue x) {
        return math().compare("Equal", x, x);
    }

    /** A condition or a whole number in float64. */
    OnnxValue number(OnnxValue x) {
        return math().cast(x, ElementType.DOUBLE);
    }

    /** The numbers of the steps, int64 {@code [T]}. */
    OnnxValue steps(OnnxValue x) {
        OnnxValue count = shaping().squeeze(shaping().size(x, 0), 0);
        return shaping().range(whole(0), count, whole(1), x.shape().dim(0));
    }

    /** The value of some steps before; that of the first step before it. */
    OnnxValue before(OnnxValue x, int back) {
        OnnxValue at = math().binary("Max", math().sub(steps(x), whole(back)), whole(0));
        return shaping().gather(x, at, 0);
    }

    /** Whether there are so many steps before, {@code [T, 1, 1]}. */
    OnnxValue hasBefore(OnnxValue x, int back) {
        return shaping().unsqueeze(math().compare("GreaterOrEqual", steps(x), whole(back)), 1, 2);
    }

    /** The same numbers in each row, {@code [B, N]} for values {@code [T, B, N]}. */
    OnnxValue inEachRow(OnnxValue x, double... columns) {
        OnnxValue sizes = shaping().concat(0, List.of(shaping().size(x, 1), graph.longs(columns.length)));
        return shaping().expand(doubles(columns), sizes, x.shape().without(0).with(1, OnnxDim.of(columns.length)));
    }

    /** The sine of a number of turns. */
    OnnxValue sine(OnnxValue turns) {
        return math().unary("Sin", math().mul(turns, doubles(2 * Math.PI)));
    }

    /** The cosine of a number of turns, by the sine: runtimes have no cosine in float64. */
    OnnxValue cosine(OnnxValue turns) {
        return sine(math().add(turns, doubles(0.25)));
    }
}
