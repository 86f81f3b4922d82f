package dev.sluice.core.engine;

/**
 * Where a tile finds a value: rows of {@code columns} floats, one after the other.
 *
 * @param kind how the place moves with rows and time
 * @param at the slot in memory, or for scratch the number of columns before it
 * @param columns floats in a row
 */
record Ref(Kind kind, int at, int columns) {
    /** How a place moves. */
    enum Kind {
        /** {@code [T, B, columns]} in memory: moves with time and rows. */
        SEQUENCE,
        /** {@code [rows, columns]} in memory: moves with rows. */
        ROWS,
        /** {@code [columns]} in memory: the same for all rows. */
        FIXED,
        /** The tile's own. */
        SCRATCH
    }

    float[] array(TileFrame frame) {
        return kind == Kind.SCRATCH ? frame.scratch : frame.memory[at];
    }

    int offset(TileFrame frame) {
        return switch (kind) {
            case SEQUENCE -> (frame.step * frame.batch + frame.firstRow) * columns;
            case ROWS -> frame.firstRow * columns;
            case FIXED -> 0;
            case SCRATCH -> at * frame.scratchRows;
        };
    }
}
