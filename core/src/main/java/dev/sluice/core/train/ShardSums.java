package dev.sluice.core.train;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums of losses and gradients as one array, which travels between machines. */
final class ShardSums {
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final int length;

    /**
     * The form of the outputs of a graph, one after the other.
     *
     * @throws IllegalArgumentException if they have more numbers than an array
     */
    ShardSums(Graph gradients) {
        long all = 0;
        for (Map.Entry<String, Expr> output : gradients.outputs().entrySet()) {
            Shape shape = Shape.of(output.getValue().shape().sizes(Map.of()));
            shapes.put(output.getKey(), shape);
            all += shape.elements();
        }
        if (all > Integer.MAX_VALUE / Float.BYTES) {
            throw new IllegalArgumentException("gradients of at most " + Integer.MAX_VALUE / Float.BYTES
                    + " numbers are sent between machines, but this model has " + all);
        }
        length = (int) all;
    }

    float[] flat(Tensors sums) {
        float[] flat = new float[length];
        int from = 0;
        for (String name : shapes.keySet()) {
            float[] values = sums.get(name).array();
            System.arraycopy(values, 0, flat, from, values.length);
            from += values.length;
        }
        return flat;
    }

    Tensors tensors(float[] flat) {
        if (flat.length != length) {
            throw new IllegalArgumentException(
                    "the sums of this model have " + length + " numbers, but there are " + flat.length);
        }
        Tensors.Builder sums = Tensors.builder();
        int from = 0;
        for (Map.Entry<String, Shape> part : shapes.entrySet()) {
            float[] values = new float[part.getValue().elements()];
            System.arraycopy(flat, from, values, 0, values.length);
            sums.put(part.getKey(), Tensor.wrap(part.getValue(), values));
            from += values.length;
        }
        return sums.build();
    }

    int length() {
        return length;
    }
}
