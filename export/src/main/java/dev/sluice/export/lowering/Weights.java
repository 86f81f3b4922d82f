package dev.sluice.export.lowering;

import dev.sluice.core.experiment.ExportException;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Interpreter;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.tensor.Tensor;
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

/** The trained values, and the initializers that they become: each is stored once, in the form in which it is used. */
final class Weights {
    private final Map<String, Tensor> values;
    private final OnnxGraph main;
    private final Map<String, OnnxValue> stored = new HashMap<>();

    Weights(Map<String, Tensor> values, OnnxGraph main) {
        this.values = new LinkedHashMap<>(values);
        this.main = main;
    }

    private Tensor tensor(Parameter parameter) {
        Tensor tensor = values.get(parameter.label());
        if (tensor == null) {
            throw new ExportException("the parameter '" + parameter.label() + "' " + parameter.dims()
                    + " has no value; there are " + values.keySet());
        }
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

    /** A matrix with its axes swapped, for a product that wants {@code [in, out]}. */
    OnnxValue transposed(Parameter parameter) {
        return stored.computeIfAbsent(parameter.label() + ".transposed", label -> {
            Tensor tensor = tensor(parameter);
            int rows = parameter.dims().fixed(0);
            int columns = parameter.dims().fixed(1);
            float[] swapped = new float[rows * columns];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    swapped[j * rows + i] = tensor.array()[i * columns + j];
                }
            }
            return main.initializer(label, OnnxArray.floats(swapped, columns, rows));
        });
    }

    /** Several joined along an axis, under a name that has all of theirs: {@code encoder.l0.U_r+U_z}. */
    OnnxValue joined(int axis, List<Parameter> parameters) {
        String first = parameters.getFirst().label();
        String layer = first.substring(0, first.lastIndexOf('.') + 1);
        String name = parameters.stream()
                .map(parameter -> parameter.label().startsWith(layer)
                        ? parameter.label().substring(layer.length())
                        : parameter.label())
                .collect(Collectors.joining("+", layer, ""));
        return stored.computeIfAbsent(name, label -> {
            List<Array64> parts =
                    parameters.stream().map(parameter -> Array64.of(tensor(parameter))).toList();
            Array64 whole = new Concat(axis).evaluate(parts, new Evaluation(Map.of(), Evaluation.Random.NONE));
            float[] values = new float[whole.data().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) whole.data()[i];
            }
            return main.initializer(
                    label,
                    OnnxArray.floats(
                            values,
                            Arrays.stream(whole.sizes()).asLongStream().toArray()));
        });
    }

    /** The value of an expression of parameters and numbers alone. */
    Array64 compute(Expr expr) {
        if (expr.op() instanceof Parameter parameter) {
            return Array64.of(tensor(parameter));
        }
        Graph graph = new Graph(Map.of("value", expr));
        Map<String, Array64> leaves = new LinkedHashMap<>();
        graph.parameters().forEach(parameter -> leaves.put(parameter.label(), Array64.of(tensor(parameter))));
        return Objects.requireNonNull(Interpreter.run(graph, leaves).get("value"));
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
