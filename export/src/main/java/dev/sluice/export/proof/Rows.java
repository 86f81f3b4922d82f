package dev.sluice.export.proof;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Input;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import java.util.Map;

/** Extracts single rows of a batch. Rows are independent, so a row alone must give the same results as in the batch. */
record Rows(int batch, int time) {
    /** A graph's inputs for one row. */
    Tensors inputs(List<Input> declared, Tensors values, int row) {
        Tensors.Builder one = Tensors.builder();
        for (Input input : declared) {
            int[] sizes = sizes(input.dims(), 1);
            one.put(
                    input.label(),
                    Tensor.wrap(
                            Shape.of(sizes),
                            of(input.dims(), values.get(input.label()).array(), row)));
        }
        return one.build();
    }

    /** One row of a value; the value itself if it has no batch axis. Not modified. */
    float[] of(Dims dims, float[] values, int row) {
        int axis = dims.axes().indexOf(Dim.BATCH);
        if (axis < 0) {
            return values;
        }
        int inner = 1;
        int[] sizes = sizes(dims, batch);
        for (int i = axis + 1; i < sizes.length; i++) {
            inner *= sizes[i];
        }
        float[] mine = new float[values.length / batch];
        for (int from = 0; from < mine.length; from += inner) {
            System.arraycopy(values, from * batch + row * inner, mine, from, inner);
        }
        return mine;
    }

    /** The row with the largest difference between two values. Neither is modified. */
    int worst(Dims dims, float[] a, float[] b) {
        int worst = 0;
        double most = -1;
        for (int row = 0; row < batch; row++) {
            float[] mine = of(dims, a, row);
            float[] other = of(dims, b, row);
            for (int i = 0; i < mine.length; i++) {
                double difference = Math.abs((double) mine[i] - other[i]);
                if (difference > most || Double.isNaN(difference)) {
                    most = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                    worst = row;
                }
            }
        }
        return worst;
    }

    private int[] sizes(Dims dims, int rows) {
        return dims.sizes(Map.of(Dim.TIME.toString(), time, Dim.BATCH.toString(), rows));
    }
}
