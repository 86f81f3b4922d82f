package dev.sluice.core.data;

import dev.sluice.core.option.OptionKey;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The steps of a padded row that are not padding.
 *
 * @param from first of them
 * @param to step after the last of them
 */
public record Span(int from, int to) {
    public int length() {
        return to - from;
    }

    /** The steps that remain when padding is cut away at the ends where it may stand. */
    public static Span of(int steps, Padding.Side side, IntPredicate padding) {
        int from = 0;
        int to = steps;
        boolean inFront = side == Padding.Side.LEFT || side == Padding.Side.BOTH;
        boolean behind = side == Padding.Side.RIGHT || side == Padding.Side.BOTH;
        while (inFront && from < to && padding.test(from)) {
            from++;
        }
        while (behind && to > from && padding.test(to - 1)) {
            to--;
        }
        return new Span(from, to);
    }

    /**
     * A known number of steps beside padding on one side.
     *
     * @throws DataException if there are fewer steps, or the side is not known
     */
    public static Span of(int steps, Padding.Side side, int length) {
        if (length < 0 || length > steps) {
            throw new DataException("a length must be from 0 to the " + steps + " steps of a row, but was " + length);
        }
        return switch (side) {
            case LEFT -> new Span(steps - length, steps);
            case RIGHT -> new Span(0, length);
            case NONE, BOTH ->
                throw new DataException("a length tells how many steps there are, not where they begin: padding must"
                        + " be left or right, but is " + OptionKey.written(side));
        };
    }

    /** These steps of one row of {@code [N, T]} or {@code [N, T, F]}. Not modified. */
    public Tensor of(Tensor padded, int row) {
        int[] sizes = padded.shape().toArray();
        int width = sizes.length == 2 ? 1 : sizes[2];
        int first = row * sizes[1];
        float[] numbers = Arrays.copyOfRange(padded.array(), (first + from) * width, (first + to) * width);
        return Tensor.wrap(sizes.length == 2 ? Shape.of(length()) : Shape.of(length(), width), numbers);
    }
}
