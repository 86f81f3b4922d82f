package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** One input of an example. */
public sealed interface Sequence {
    /** A text, still as characters. */
    record Text(String text) implements Sequence {}

    /** A text that is cut into symbols already, one for each step. */
    record Symbols(List<String> symbols) implements Sequence {
        /** Copies the list. */
        public Symbols {
            symbols = List.copyOf(symbols);
        }
    }

    /**
     * A numeric series. A value that is missing is NaN.
     *
     * @param values {@code [T, F]}, time first. Not modified.
     * @param times when each step was, in any unit; never decreasing
     */
    record Series(Tensor values, List<Double> times) implements Sequence {
        /** Copies the times and checks their number and order. */
        public Series {
            times = List.copyOf(times);
            if (values.shape().rank() > 0 && times.size() != values.shape().size(0)) {
                throw new DataException("a series needs a time for each step, but has " + values.shape()
                        + " values and " + times.size() + " times");
            }
            for (int t = 0; t < times.size(); t++) {
                if (!Double.isFinite(times.get(t)) || (t > 0 && times.get(t) < times.get(t - 1))) {
                    throw new DataException("the steps of a series must be in the order of time, but step " + t
                            + " is at " + times.get(t) + (t > 0 ? ", after one at " + times.get(t - 1) : "")
                            + "; sort its steps");
                }
            }
        }

        /** A series whose steps come at equal intervals of 1. */
        public Series(Tensor values) {
            this(
                    values,
                    IntStream.range(
                                    0,
                                    values.shape().rank() == 0
                                            ? 0
                                            : values.shape().size(0))
                            .mapToObj(step -> (double) step)
                            .toList());
        }
    }

    /**
     * Numbers that hold for the whole example.
     *
     * @param values {@code [F]}. Not modified. NaN where missing.
     */
    record Static(Tensor values) implements Sequence {}
}
