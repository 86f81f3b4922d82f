package dev.sluice.core.data;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.apiguardian.api.API;

/**
 * The padding of rows of equal length. It is cut away before anything else sees the data, so a row gives the same bits
 * whichever side it was padded on.
 *
 * <pre>
 *   LEFT    0 0 7 5
 *   RIGHT   7 5 0 0
 *   BOTH    0 7 5 0
 * </pre>
 *
 * @param side of padding
 * @param value of all numbers of a padded step; may be NaN
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Padding(Side side, double value) {
    /** Sides of a row that padding may be on. */
    public enum Side {
        /** Nowhere: all steps count. */
        NONE,
        /** In front of the first step, as Keras's pad_sequences does unless told otherwise. */
        LEFT,
        /** Behind the last step. */
        RIGHT,
        /** At either end. */
        BOTH
    }

    /** Returns whether a number is that of padding. */
    public boolean is(double number) {
        return number == value || (Double.isNaN(number) && Double.isNaN(value));
    }

    /**
     * The sequences of a padded array, {@code [T_n]} or {@code [T_n, F]} each. Not modified.
     *
     * @param padded {@code [N, T]} or {@code [N, T, F]}
     * @throws DataException if a row is padding alone
     */
    public List<Tensor> cut(Tensor padded) {
        Shape shape = requireRows(padded);
        int width = shape.rank() == 2 ? 1 : shape.size(2);
        List<Tensor> rows = new ArrayList<>();
        for (int row = 0; row < shape.size(0); row++) {
            int first = row * shape.size(1);
            Span span = Span.of(
                    shape.size(1), side, step -> isPadding(width, i -> padded.array()[(first + step) * width + i]));
            if (span.length() == 0) {
                throw new DataException("row " + row + " of " + shape + " must have a step that is no padding, but all"
                        + " its numbers are " + value + "; leave it out, or give lengths");
            }
            rows.add(span.of(padded, row));
        }
        return rows;
    }

    /**
     * The sequences of a padded array whose lengths are known. Not modified.
     *
     * @param padded {@code [N, T]} or {@code [N, T, F]}
     * @param lengths steps of each row that are no padding, 0 to T
     * @param side {@code LEFT} or {@code RIGHT}
     */
    public static List<Tensor> cut(Tensor padded, List<Integer> lengths, Side side) {
        Shape shape = requireRows(padded);
        if (lengths.size() != shape.size(0)) {
            throw new DataException("there must be a length for each row of " + shape + ", but there are "
                    + lengths.size() + " lengths");
        }
        List<Tensor> rows = new ArrayList<>();
        for (int row = 0; row < lengths.size(); row++) {
            rows.add(Span.of(shape.size(1), side, lengths.get(row)).of(padded, row));
        }
        return rows;
    }

    /**
     * A sequence without its padding. Not modified; of text and static numbers nothing is padding. Symbols are padding where they are
     * empty, or the value in digits.
     *
     * @throws DataException if it is padding alone
     */
    public Sequence cut(Sequence padded) {
        return switch (padded) {
            case Sequence.Series series -> {
                int features = series.values().columns();
                Span span = required(
                        series.steps(), step -> isPadding(series.values().array(), step * features, features));
                yield new Sequence.Series(
                        series.values().rows(span.from(), span.to()),
                        series.times().between(span.from(), span.to()));
            }
            case Sequence.Symbols symbols -> {
                List<String> all = symbols.symbols();
                Span span = required(all.size(), step -> isPadding(all.get(step)));
                yield new Sequence.Symbols(all.subList(span.from(), span.to()));
            }
            case Sequence.Text text -> text;
            case Sequence.Static fixed -> fixed;
            case Sequence.Categories categories -> categories;
        };
    }

    private Span required(int steps, IntPredicate padding) {
        Span span = Span.of(steps, side, padding);
        if (span.length() == 0 && steps > 0) {
            throw new DataException(
                    "a sequence must have a step that is no padding, but all its " + steps + " steps are " + value);
        }
        return span;
    }

    private boolean isPadding(String symbol) {
        return symbol.isEmpty() || (value == Math.rint(value) && symbol.equals(Long.toString((long) value)));
    }

    private boolean isPadding(double[] numbers, int from, int width) {
        return isPadding(width, i -> numbers[from + i]);
    }

    private boolean isPadding(int width, IntToDoubleFunction number) {
        for (int i = 0; i < width; i++) {
            if (!is(number.applyAsDouble(i))) {
                return false;
            }
        }
        return true;
    }

    private static Shape requireRows(Tensor padded) {
        Shape shape = padded.shape();
        if (shape.rank() != 2 && shape.rank() != 3) {
            throw new DataException("padded sequences must have shape [N, T] or [N, T, F], but have " + shape);
        }
        return shape;
    }
}
