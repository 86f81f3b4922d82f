package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.export.importer.file.StoredArray;
import java.util.List;

/** What a name in a file stands for, as far as it is known while the nodes are read. */
public sealed interface Value
        permits Value.Known, Value.Sizes, Padded, StepNumber, Value.Unavailable, Value.Absent, Flow {
    /**
     * Numbers that the file itself holds, or that follow from them: weights, axes, shapes.
     *
     * @param name in the file
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
     * Sizes of axes, as exporters compute them in order to reshape.
     *
     * @param scalar whether it is one number without an axis
     */
    record Sizes(List<Size> sizes, boolean scalar) implements Value {
        public Sizes {
            sizes = List.copyOf(sizes);
        }
    }

    /** A node that could not be taken gives this; whoever needs it cannot be taken either, which is not said again. */
    record Unavailable() implements Value {}

    /** An optional input that a node leaves out. */
    record Absent() implements Value {}
}
