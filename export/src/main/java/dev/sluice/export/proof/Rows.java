package dev.sluice.export.proof;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Input;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;

/** One row out of a batch. Rows do not know of each other, so a row alone must give what it gives among others. */
record Rows(ProofCase shape) {
    /** The model's inputs of one row. */
    Tensors inputs(List<Input> declared, Tensors values, int row) {
        Tensors.Builder one = Tensors.builder();
        for (Input input : declared) {
            Tensor value = values.get(input.label());
            int[] sizes = value.shape().toArray();
            sizes[Border.isSequence(input.dims()) ? 1 : 0] = 1;
            Tensor mine = Tensor.zeros(sizes);
            float[] numbers = of(input.dims(), value.array(), row);
            System.arraycopy(numbers, 0, mine.array(), 0, numbers.length);
            one.put(input.label(), mine);
        }
        return one.build();
    }

    /** One row of a value. Not modified. */
    float[] of(Dims dims, float[] values, int row) {
        int times = Border.isSequence(dims) ? shape.time() : 1;
        int width = values.length / (times * shape.batch());
        float[] mine = new float[times * width];
        for (int t = 0; t < times; t++) {
            System.arraycopy(values, (t * shape.batch() + row) * width, mine, t * width, width);
        }
        return mine;
    }

    /** The row in which two values differ most. Neither is modified. */
    int worst(Dims dims, float[] a, float[] b) {
        int worst = 0;
        double most = -1;
        for (int row = 0; row < shape.batch(); row++) {
            float[] mine = of(dims, a, row);
            float[] other = of(dims, b, row);
            for (int i = 0; i < mine.length; i++) {
                double difference = Math.abs((double) mine[i] - other[i]);
                if (difference > most) {
                    most = difference;
                    worst = row;
                }
            }
        }
        return worst;
    }
}
