package dev.sluice.core.data.column;

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
}
