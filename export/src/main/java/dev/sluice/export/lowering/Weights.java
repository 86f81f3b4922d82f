package dev.sluice.export.lowering;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Transpose;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The trained values as initializers, each stored once, in the layout in which it is used. */
final class Weights {
    private static final Evaluation PLAIN = new Evaluation(Map.of(), Evaluation.Random.NONE);

    private final Tensors values;
    private final OnnxGraph main;
    private final Map<String, OnnxValue> stored = new HashMap<>();

    Weights(Tensors values, OnnxGraph main) {
        this.values = values;
        this.main = main;
    }

    private Tensor tensor(Parameter parameter) {
        Tensor tensor = values.find(parameter.label())
                .orElseThrow(() -> new ExportException("the parameter '" + parameter.label() + "' " + parameter.dims()
                        + " has no value; there are " + values.names()));
        if (!Sizes.shape(parameter.dims()).equals(array(tensor).onnxShape())) {
            throw new ExportException("the parameter '" + parameter.label() + "' must be " + parameter.dims()
                    + ", but its value is " + tensor.shape());
        }
        return tensor;
    }

    /** A parameter as it is. */
    OnnxValue stored(Parameter parameter) {
        return stored.computeIfAbsent(parameter.label(), label -> main.initializer(label, array(tensor(parameter))));
    }

    /** A matrix {@code [N, C · K]} as kernels {@code [N, C, K]}. */
    OnnxValue kernels(Parameter parameter, int features, int size) {
        return stored.computeIfAbsent(parameter.label() + ".kernels", label -> {
            Tensor tensor = tensor(parameter);
            return main.initializer(
                    parameter.label(),
                    OnnxArray.floats(tensor.array(), tensor.shape().size(0), features, size));
        });
    }

    /**
     * A matrix with its axes swapped, for a product that expects {@code [in, out]}.
     *
     * @param parts blocks of its rows, in order
     */
    OnnxValue transposed(List<Parameter> parts) {
        return stored.computeIfAbsent(name(parts) + ".transposed", label -> {
            Array64 whole = whole(-2, parts);
            return main.initializer(label, array(new Transpose().evaluate(List.of(whole), PLAIN)));
        });
    }

    /** Several parameters concatenated along an axis, under a name that combines theirs: {@code encoder.l0.U_r+U_z}. */
    OnnxValue joined(int axis, List<Parameter> parts) {
        return stored.computeIfAbsent(
                name(parts) + " on axis " + axis, key -> main.initializer(name(parts), array(whole(axis, parts))));
    }

    private Array64 whole(int axis, List<Parameter> parts) {
        List<Array64> values =
                parts.stream().map(part -> Array64.of(tensor(part))).toList();
        return new Concat(axis).evaluate(values, PLAIN);
    }

    private static String name(List<Parameter> parts) {
        String first = parts.getFirst().label();
        String layer = first.substring(0, first.lastIndexOf('.') + 1);
        return parts.stream()
                .map(Parameter::label)
                .map(label -> label.startsWith(layer) ? label.substring(layer.length()) : label)
                .collect(Collectors.joining("+", layer, ""));
    }

    /** The value of an expression of parameters and numbers only. */
    Array64 compute(Expr expr) {
        if (expr.op() instanceof Parameter parameter) {
            return Array64.of(tensor(parameter));
        }
        Graph graph = new Graph(Map.of("value", expr));
        Map<String, Array64> leaves = new LinkedHashMap<>();
        graph.parameters().forEach(parameter -> leaves.put(parameter.label(), Array64.of(tensor(parameter))));
        return Objects.requireNonNull(Interpreter.run(graph, leaves).get("value"));
    }

    private static OnnxArray array(Array64 value) {
        float[] floats = new float[value.data().length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) value.data()[i];
        }
        return OnnxArray.floats(
                floats, Arrays.stream(value.sizes()).asLongStream().toArray());
    }

    private static OnnxArray array(Tensor tensor) {
        int[] sizes = tensor.shape().toArray();
        long[] shape = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            shape[i] = sizes[i];
        }
        return OnnxArray.floats(tensor.array(), shape);
    }
}
