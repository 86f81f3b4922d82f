package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.export.importer.file.StoredArray;
import java.util.List;

/** The meaning of a name in a file, as far as known while the nodes are read. */
public sealed interface Value
        permits Value.Known, Value.Sizes, Padded, StepNumber, Value.Unavailable, Value.Absent, Flow {
    /**
     * Numbers known at import, stored or computed from stored ones: weights, axes, shapes.
     *
     * @param name name in the file
     * @param whole whether the elements are integers or booleans
     */
    record Known(String name, Array64 array, boolean whole) implements Value {
        static Known of(StoredArray stored) {
            return new Known(stored.name(), stored.array(), stored.whole());
        }

        long[] longs() {
            long[] values = new long[array.data().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (long) array.data()[i];
            }
            return values;
        }

        boolean isSingle() {
            return array.data().length == 1;
        }

        double single() {
            return array.data()[0];
        }
    }

    /**
     * Sizes of axes, computed by exporters for reshapes.
     *
     * @param scalar whether it is a single number without an axis
     */
    record Sizes(List<Size> sizes, boolean scalar) implements Value {
        public Sizes {
            sizes = List.copyOf(sizes);
        }
    }

    /** The result of an unsupported node; nodes that use it are unsupported too, but not reported again. */
    record Unavailable() implements Value {}

    /** An omitted optional input. */
    record Absent() implements Value {}
}
