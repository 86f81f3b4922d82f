package dev.sluice.export.lowering;

import dev.sluice.core.graph.Expr;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxReductions;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One graph of the file under construction, the main one or a loop's body, with the values of its lowered expressions.
 *
 * <p>A comparison stays {@code bool} and an index {@code int64} until used as a number, so conditions reach {@code Where}
 * without casts.
 */
final class Scope {
    private final OnnxGraph graph;
    private final Map<Expr, List<OnnxValue>> results = new HashMap<>();
    private final Map<Cast, OnnxValue> casts = new HashMap<>();

    private record Cast(OnnxValue value, ElementType type) {}

    Scope(OnnxGraph graph) {
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

    OnnxReductions reductions() {
        return new OnnxReductions(graph);
    }

    boolean knows(Expr expr) {
        return results.containsKey(expr);
    }

    void put(Expr expr, OnnxValue value) {
        results.put(expr, List.of(value));
    }

    void put(Expr expr, List<OnnxValue> values) {
        results.put(expr, List.copyOf(values));
    }

    /** A result in its current type. */
    OnnxValue get(Expr expr, int index) {
        List<OnnxValue> values = results.get(expr);
        if (values == null) {
            throw new IllegalStateException(expr.describe() + " has not been lowered yet");
        }
        return values.get(index);
    }

    /** A value cast to the given type. */
    OnnxValue as(OnnxValue value, ElementType type) {
        return value.type() == type
                ? value
                : casts.computeIfAbsent(new Cast(value, type), cast -> math().cast(value, type));
    }

    /** An operand as float32. */
    OnnxValue number(Expr expr) {
        return as(get(expr, 0), ElementType.FLOAT);
    }

    /** An operand as int64. */
    OnnxValue index(Expr expr) {
        return as(get(expr, 0), ElementType.INT64);
    }

    /** An operand as a condition: true if it is not 0. */
    OnnxValue condition(Expr expr) {
        return as(get(expr, 0), ElementType.BOOL);
    }
}
