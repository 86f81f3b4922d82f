package dev.sluice.export.importer.layers;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An initial value stored in the file.
 *
 * @param source the part of the file's weights it comes from; layers with equal sources share the parameter
 */
public record StoredInitializer(Tensor value, Optional<Object> source) implements Initializer {
    /** A value that is not shared between layers. */
    public StoredInitializer(Tensor value) {
        this(value, Optional.empty());
    }

    /** Rows of an array, compared by the array's identity. */
    private static final class Rows {
        private final double[] array;
        private final int block;
        private final int other;

        Rows(double[] array, int block, int other) {
            this.array = array;
            this.block = block;
            this.other = other;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // equal numbers of two arrays are two weights
        public boolean equals(@Nullable Object object) {
            return object instanceof Rows rows && rows.array == array && rows.block == block && rows.other == other;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(array) + 7 * block + other;
        }
    }

    /** A whole array. */
    static StoredInitializer all(Array64 array) {
        return new StoredInitializer(array.toTensor(), Optional.of(new Rows(array.data(), 0, 0)));
    }

    /** The rows of one gate in joined weights or biases. */
    static StoredInitializer rows(Array64 joined, int block, int hidden) {
        int columns = joined.data().length / joined.size(0);
        int[] sizes = joined.sizes();
        sizes[0] = hidden;
        int from = block * hidden * columns;
        Tensor rows = new Array64(sizes, Arrays.copyOfRange(joined.data(), from, from + hidden * columns)).toTensor();
        return new StoredInitializer(rows, Optional.of(new Rows(joined.data(), block, block)));
    }

    /** The sum of two bias blocks of one gate. */
    static StoredInitializer sum(Array64 joined, int block, int other, int hidden) {
        float[] sum = new float[hidden];
        for (int k = 0; k < hidden; k++) {
            sum[k] = (float) (joined.data()[block * hidden + k] + joined.data()[other * hidden + k]);
        }
        return new StoredInitializer(
                Tensor.wrap(Shape.of(hidden), sum), Optional.of(new Rows(joined.data(), block, other)));
    }

    @Override
    public Tensor create(Shape shape, long seed, String name) {
        return value.copy();
    }

    @Override
    public Optional<Object> shared() {
        return source;
    }
}
