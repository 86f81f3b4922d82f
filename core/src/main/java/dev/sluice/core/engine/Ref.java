package dev.sluice.core.engine;

import dev.sluice.core.kernel.CacheLine;

/**
 * The place of a value in a tile: rows of {@code columns} floats, one after the other.
 *
 * @param kind how the place moves with rows and time
 * @param at the slot in memory, for scratch the number of columns before it, for chunks the number of the chunk
 * @param columns floats in a row
 */
record Ref(Kind kind, int at, int columns) {
    /** The way in which a place moves. */
    enum Kind {
        /** {@code [T, B, columns]} in memory: moves with time and rows. */
        SEQUENCE,
        /** Steps of {@code [T, B, columns]} that {@link LeadingProducts} computes: moves with time and rows. */
        LEADING,
        /** {@code [rows, columns]} in memory: moves with rows. */
        ROWS,
        /** {@code [columns]} in memory: the same for all rows. */
        FIXED,
        /** The tile's own. */
        SCRATCH,
        /** Between elementwise functions: only the {@link TileFrame#CHUNK} current elements. */
        CHUNK
    }

    float[] array(TileFrame frame) {
        return switch (kind) {
            case SCRATCH -> frame.scratch;
            case CHUNK -> frame.chunks;
            default -> frame.values.array(at);
        };
    }

    /** The position of element {@code from} of the tile, for elementwise functions. */
    int offset(TileFrame frame, int from) {
        return kind == Kind.CHUNK ? offset(frame) : offset(frame) + from;
    }

    int offset(TileFrame frame) {
        return switch (kind) {
            case SEQUENCE -> frame.values.start(at) + (frame.step * frame.batch + frame.firstRow) * columns;
            case LEADING ->
                frame.values.start(at) + (frame.step * frame.batch + frame.firstRow - frame.leadingRow) * columns;
            case ROWS -> frame.values.start(at) + frame.firstRow * columns;
            case FIXED -> frame.values.start(at);
            case SCRATCH -> CacheLine.START + at * frame.scratchRows;
            case CHUNK -> CacheLine.START + at * TileFrame.CHUNK;
        };
    }
}
