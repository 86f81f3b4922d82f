package dev.sluice.export.importer.layers;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;

/** A first value that a file gives. */
public record Given(Tensor value) implements Initializer {
    /** The rows of one gate of joined weights or biases. */
    static Given rows(Array64 joined, int block, int hidden) {
        int columns = joined.data().length / joined.size(0);
        int[] sizes = joined.sizes();
        sizes[0] = hidden;
        int from = block * hidden * columns;
        return new Given(
                new Array64(sizes, Arrays.copyOfRange(joined.data(), from, from + hidden * columns)).toTensor());
    }

    /** Two biases of one gate as one. */
    static Given sum(Array64 joined, int block, int other, int hidden) {
        float[] sum = new float[hidden];
        for (int k = 0; k < hidden; k++) {
            sum[k] = (float) (joined.data()[block * hidden + k] + joined.data()[other * hidden + k]);
        }
        return new Given(Tensor.wrap(Shape.of(hidden), sum));
    }

    @Override
    public Tensor create(Shape shape, long seed, String name) {
        return value.copy();
    }
}
