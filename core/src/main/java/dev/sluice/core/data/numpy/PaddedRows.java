package dev.sluice.core.data.numpy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Padding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Span;
import dev.sluice.core.data.Times;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sequences of an array, one in each row, without its padding.
 *
 * @param input the form of the array
 * @param array {@code [N]}, {@code [N, T]} or {@code [N, T, F]}
 * @param lengths steps of each row that are no padding, {@code [N]}, if they are known
 * @param times of the steps, {@code [N, T]}, if they are not 1 apart
 * @param padding its side, and its value among numbers
 * @param paddingText its value among texts
 */
record PaddedRows(
        NumpyInput input,
        NumpyArray array,
        @Nullable NumpyArray lengths,
        @Nullable NumpyArray times,
        Padding padding,
        String paddingText) {
    /** Checks the axes. */
    PaddedRows {
        require(
                array,
                input.hasSteps() ? 2 : 1,
                input.features().isEmpty() && input.staticFeatures().isEmpty() ? 0 : 1);
        if (times != null) {
            require(times, 2, 0);
            if (times.size(1) != array.size(1)) {
                throw new DataException(times + " must have a time for each step of " + array);
            }
        }
        if (lengths != null) {
            require(lengths, 1, 0);
        }
    }

    private static void require(NumpyArray array, int axes, int more) {
        if (array.rank() < axes || array.rank() > axes + more) {
            List<String> shapes = List.of("[N]", "[N, T]", "[N, T, F]");
            String last = axes == 1 ? "[N, F]" : "[N, T, F]";
            throw new DataException(array + " must have shape " + shapes.get(axes - 1) + (more > 0 ? " or " + last : "")
                    + ", a row for each example");
        }
    }

    boolean hasSteps() {
        return input.hasSteps();
    }

    /** The steps of each row, padding among them. */
    int steps() {
        return hasSteps() ? array.size(1) : 1;
    }

    private int width() {
        int axes = hasSteps() ? 2 : 1;
        return array.rank() > axes ? array.size(axes) : 1;
    }

    /**
     * The steps of a row that are no padding.
     *
     * @throws DataException if there is none
     */
    Span span(int row) {
        if (!hasSteps() || padding.side() == Padding.Side.NONE) {
            return new Span(0, steps());
        }
        Span span = lengths == null
                ? Span.of(steps(), padding.side(), step -> isPadding(row, step))
                : counted(lengths, row);
        if (span.length() == 0) {
            throw new DataException(array + ": row " + row + " must have a step that is no padding, but "
                    + (lengths == null
                            ? "all its steps are; leave the row out, or give lengths or another padding_value"
                            : "its length is 0; leave the row out"));
        }
        return span;
    }

    private Span counted(NumpyArray counts, int row) {
        double length = counts.number(row);
        if (length != Math.rint(length) || length < 0 || length > steps()) {
            throw new DataException(counts + ": a length must be a whole number from 0 to the " + steps() + " steps of "
                    + array + ", but in row " + row + " it is " + length);
        }
        return Span.of(steps(), padding.side(), (int) length);
    }

    private boolean isPadding(int row, int step) {
        int from = (row * steps() + step) * width();
        if (array.isText()) {
            return array.word(from).equals(paddingText);
        }
        for (int i = 0; i < width(); i++) {
            if (!padding.is(array.number(from + i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks at the times of all steps.
     *
     * @throws DataException if they decrease
     */
    void check() {
        for (int row = 0; row < array.size(0) && times != null; row++) {
            Span span = span(row);
            int from = row * steps() + span.from();
            double[] of = new double[span.length()];
            for (int t = 0; t < of.length; t++) {
                of[t] = times.number(from + t);
            }
            Times ignored = Times.of(of);
        }
    }

    /** The sequence of a row. */
    Sequence sequence(int row, Span span) {
        if (!input.text().isEmpty()) {
            return new Sequence.Text(array.word(row));
        }
        int first = row * steps() + span.from();
        if (!input.tokens().isEmpty()) {
            return new Sequence.Symbols(new Elements<>(span.length(), step -> array.word(first + step)));
        }
        int width = width();
        if (!input.staticFeatures().isEmpty()) {
            return new Sequence.Static(Matrix.view(1, width, (none, column) -> array.number(row * width + column)));
        }
        Matrix values =
                Matrix.view(span.length(), width, (step, column) -> array.number((first + step) * width + column));
        NumpyArray of = times;
        return of == null
                ? new Sequence.Series(values)
                : new Sequence.Series(values, Times.view(span.length(), step -> of.number(first + step)));
    }
}
