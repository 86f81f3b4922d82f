package dev.sluice.core.data;

import java.io.Serializable;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The numbers of one column wherever its examples are, in the order of their size. NaN does not count.
 *
 * @param pieces of the data
 * @param column its numbers in a piece
 */
public record ColumnNumbers(Pieces pieces, Column column) {
    /** The numbers of a column in some examples. */
    @FunctionalInterface
    public interface Column extends Serializable {
        /** The numbers, in any order. */
        DoubleStream of(List<Example> piece);
    }

    /** All of them. */
    NumberCounts counts() {
        return within(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private NumberCounts within(double least, double most) {
        Column numbers = column;
        return pieces.ask(piece -> NumberCounts.of(numbers.of(piece), least, most), NumberCounts::join);
    }

    /** The number of numbers. */
    public long count() {
        return counts().count();
    }

    /** The numbers at some places, from 0, in the order of size: found in ever narrower classes, without sorting all. */
    public double[] at(long... places) {
        NumberCounts all = counts();
        double[] found = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            found[i] = at(places[i], all);
        }
        return found;
    }

    double at(long place, NumberCounts all) {
        NumberCounts counts = all;
        long left = place;
        while (true) {
            int index = 0;
            while (left >= counts.count(index)) {
                left -= counts.count(index++);
            }
            if (counts.areExact()) {
                return counts.least(index);
            }
            counts = within(counts.least(index), counts.most(index));
        }
    }
}
