package dev.sluice.core.data.column;

import dev.sluice.core.tensor.Matrix;
import java.util.List;

/** A column of numbers, NaN where one is missing. Immutable, safe for several threads. */
public final class NumberColumn {
    private final NumberSegment[] segments;

    NumberColumn(List<NumberSegment> segments) {
        this.segments = segments.toArray(NumberSegment[]::new);
    }

    /** The number of a row. */
    public double get(int row) {
        return segments[row >>> Columns.SHIFT].get(row & Columns.MASK);
    }

    private void copy(int from, int to, double[] into, int offset, int stride) {
        int place = offset;
        for (int row = from; row < to; ) {
            int first = row & Columns.MASK;
            int last = Math.min(Columns.MASK + 1, first + to - row);
            segments[row >>> Columns.SHIFT].copy(first, last, into, place, stride);
            place += (last - first) * stride;
            row += last - first;
        }
    }

    /**
     * Rows of some columns side by side, as a view.
     *
     * @param first of the rows
     * @param rows number of them
     */
    public static Matrix rows(List<NumberColumn> columns, int first, int rows) {
        return Matrix.view(rows, columns.size(), new Rows(columns.toArray(NumberColumn[]::new), first));
    }

    /** The numbers of rows that follow each other. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Rows(NumberColumn[] columns, int first) implements Matrix.Numbers {
        @Override
        public double get(int row, int column) {
            return columns[column].get(first + row);
        }

        @Override
        public void copy(int from, int to, int width, double[] into) {
            for (int c = 0; c < width; c++) {
                columns[c].copy(first + from, first + to, into, c, width);
            }
        }
    }
}
