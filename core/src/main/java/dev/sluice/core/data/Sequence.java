package dev.sluice.core.data;

import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import org.apiguardian.api.API;

/** One input of an example. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface Sequence {
    /** A text, still as characters. */
    record Text(String text) implements Sequence {}

    /**
     * A text that is cut into symbols already, one for each step.
     *
     * @param symbols may be a view. Not copied.
     */
    record Symbols(List<String> symbols) implements Sequence {
        /** Lets nobody write to the list. */
        public Symbols {
            symbols = Collections.unmodifiableList(symbols);
        }
    }

    /**
     * A numeric series as it was measured. A value that is missing is NaN.
     *
     * @param values {@code [T, F]}: a row for each step. Not modified.
     * @param times of the steps; empty where these are 1 apart
     */
    record Series(Matrix values, Times times) implements Sequence {
        /** Checks the number of times. */
        public Series {
            if (!times.isEmpty() && times.size() != values.rows()) {
                throw new DataException("a series needs a time for each step, but has " + values + " values and "
                        + times.size() + " times");
            }
        }

        /** A series whose steps come at equal intervals of 1. */
        public Series(Matrix values) {
            this(values, Times.none());
        }

        /**
         * A copy of float32 numbers as a series whose steps come at equal intervals of 1.
         *
         * @param values {@code [T, F]}. Not modified.
         * @throws DataException if they have another shape
         */
        public Series(Tensor values) {
            this(steps(values));
        }

        /** The number of steps, {@code T}. */
        public int steps() {
            return values.rows();
        }

        /** A series of the steps from {@code from} up to {@code to}, which is not among them. */
        public Series steps(int from, int to) {
            return new Series(values.rows(from, to), times.between(from, to));
        }

        /** The time of a step. */
        public double time(int step) {
            return times.isEmpty() ? step : times.get(step);
        }

        private static Matrix steps(Tensor values) {
            if (values.shape().rank() != 2) {
                throw new DataException("a series must have shape [T, F], a row for each step, but has "
                        + values.shape() + "; reshape it");
            }
            return Matrix.of(values);
        }
    }

    /**
     * Numbers that hold for the whole example. One that is missing is NaN.
     *
     * @param values {@code [1, F]}. Not modified.
     */
    record Static(Matrix values) implements Sequence {
        /** Checks that there is one row. */
        public Static {
            if (values.rows() != 1) {
                throw new DataException("static numbers must be one row, [1, F], but are " + values);
            }
        }

        /** A copy of float32 numbers, {@code [F]}. */
        public Static(Tensor values) {
            this(Matrix.row(Matrix.of(values).array()));
        }
    }

    /**
     * Words of which there are few different ones, such as wind directions or shops. One that is missing is empty.
     *
     * @param values one for each step, or the only one
     * @param perStep whether there is one for each step
     */
    record Categories(List<String> values, boolean perStep) implements Sequence {
        /** Copies the list and checks its size. */
        public Categories {
            values = List.copyOf(values);
            if (!perStep && values.size() != 1) {
                throw new DataException(
                        "a category of a whole example must be one word, but there are " + values.size());
            }
        }
    }

    /** Its kind, for messages. */
    default String words() {
        return switch (this) {
            case Text text -> "a text";
            case Symbols symbols -> "a text cut into symbols";
            case Series series -> "a numeric series";
            case Static fixed -> "static numbers";
            case Categories categories -> "categories";
        };
    }
}
