package dev.sluice.core.graph;

import org.apiguardian.api.API;

/** The size of one axis of an expression: known when the graph is built, or known only by name until it runs. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface Dim {
    /** The batch axis, {@code B}: sequences that are computed side by side. */
    Dim BATCH = new Named("B");

    /** The time axis, {@code T}: steps of a sequence. */
    Dim TIME = new Named("T");

    /**
     * The steps of a row's memory, {@code S}: as many as {@link #TIME} has, where each row looks into all of them
     * ({@link RowsFirst}).
     */
    Dim MEMORY = new Named("S");

    /** A size that the graph fixes. */
    record Fixed(int size) implements Dim {
        /** Checks that the size is not negative. */
        public Fixed {
            if (size < 0) {
                throw new IllegalArgumentException("a size must not be negative, but was " + size);
            }
        }

        @Override
        public String toString() {
            return Integer.toString(size);
        }
    }

    /** A size that each run provides, the same wherever the name occurs. */
    record Named(String name) implements Dim {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A fixed size. */
    static Dim of(int size) {
        return new Fixed(size);
    }
}
