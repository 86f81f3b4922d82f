package dev.sluice.export.importer.proof;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.importer.read.InputRole;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Inputs for an imported file and for the graph made from it.
 *
 * @param imported the file
 * @param graph the graph
 * @param session the file in ONNX Runtime, which supplies the types of its inputs
 */
record ArrivalInputs(OnnxImport imported, Graph graph, OnnxRuntimeSession session) {
    private static final long SEED = 20_261_121;

    /** Exclusive bound of integers that are not table indices. */
    private static final int SMALL = 10;

    /** An input that sweeps its whole range, and the first value of this run. */
    record Sweep(String input, int from) {
        static final Sweep NONE = new Sweep("", 0);
    }

    /**
     * Random values, reproducible for the same description.
     *
     * @param sizes sizes of the axes B and T
     * @param lengths lengths of the rows
     * @param what description of the inputs, which seeds the random numbers
     * @param sweep an input that is not random
     */
    Tensors values(Map<String, Integer> sizes, int[] lengths, String what, Sweep sweep) {
        Tensors.Builder values = Tensors.builder();
        imported.inputs().forEach((name, flow) -> {
            CounterRandom random = CounterRandom.of(SEED, name + "/" + what, 0);
            Tensor value = Tensor.zeros(Shape.of(flow.expr().shape().sizes(sizes)));
            int range = range(name, flow.expr());
            for (int i = 0; i < value.array().length; i++) {
                value.array()[i] = imported.role(name) == InputRole.LENGTHS
                        ? lengths[i]
                        : name.equals(sweep.input())
                                ? (sweep.from() + i) % range
                                : flow.whole() ? random.below(i, range) : random.normal(i);
            }
            values.put(name, value);
        });
        return values.build();
    }

    /** The exclusive bound of an input's integers, from the tables it indexes and its type. */
    int range(String name, Expr input) {
        int rows = indices(input);
        return switch (Objects.requireNonNull(session.inputs().get(name)).type()) {
            case BOOL -> Math.min(rows, 2);
            case INT8 -> Math.min(rows, Byte.MAX_VALUE);
            case UINT8 -> Math.min(rows, 2 * Byte.MAX_VALUE);
            default -> rows;
        };
    }

    /** The row count of the smallest table that an input indexes, or {@link #SMALL} if it indexes none. */
    private int indices(Expr input) {
        int range = Integer.MAX_VALUE;
        for (Expr expr : graph.expressions()) {
            if (expr.op() instanceof Gather
                    && Graph.topological(List.of(expr.operand(1))).contains(input)) {
                range = Math.min(range, expr.operand(0).shape().fixed(0));
            }
        }
        return range == Integer.MAX_VALUE ? SMALL : range;
    }

    /** Converts values to the file's layout and types. */
    Map<String, OnnxArray> forFile(Tensors values, Map<String, Integer> sizes) {
        Map<String, OnnxArray> arrays = new LinkedHashMap<>();
        imported.inputs().forEach((name, flow) -> {
            FileLayout layout = new FileLayout(flow, sizes);
            float[] numbers = layout.toFile(values.get(name));
            arrays.put(
                    name,
                    switch (Objects.requireNonNull(session.inputs().get(name)).type()) {
                        case INT64 -> {
                            long[] longs = new long[numbers.length];
                            Arrays.setAll(longs, i -> (long) numbers[i]);
                            yield OnnxArray.longs(longs, layout.shape());
                        }
                        case INT32 -> {
                            int[] ints = new int[numbers.length];
                            Arrays.setAll(ints, i -> (int) numbers[i]);
                            yield OnnxArray.ints(ints, layout.shape());
                        }
                        case UINT8, INT8, BOOL -> {
                            byte[] bytes = new byte[numbers.length];
                            for (int i = 0; i < bytes.length; i++) {
                                bytes[i] = (byte) (int) numbers[i];
                            }
                            yield OnnxArray.ofBytes(session.inputs().get(name).type(), bytes, layout.shape());
                        }
                        default -> OnnxArray.floats(numbers, layout.shape());
                    });
        });
        return arrays;
    }

    /** Converts values to the graph's layout. */
    Tensors forGraph(Tensors inputs, int... lengths) {
        Tensors.Builder values = Tensors.builder();
        for (Input input : graph.inputs()) {
            if (input.label().equals(OnnxImport.LENGTHS)) {
                float[] rows = new float[lengths.length];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = lengths[i];
                }
                values.put(input.label(), Tensor.wrap(Shape.of(rows.length), rows));
            } else {
                values.put(input.label(), inputs.get(input.label()));
            }
        }
        return values.build();
    }
}
