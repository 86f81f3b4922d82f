package dev.sluice.core.engine;

import dev.sluice.core.kernel.CacheLine;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.RightSides;
import org.jspecify.annotations.Nullable;

/**
 * The position of a tile: some rows of the batch (in a scan at one time step), computed by one thread. Each worker has its
 * own frame.
 */
final class TileFrame {
    /**
     * Elements that elementwise functions compute at a time: 4 KiB a value, so that the few values that are alive at
     * once in a gate's arithmetic stay in the first-level cache.
     */
    static final int CHUNK = 1024;

    final Kernels kernels;
    /** What a left side is multiplied with next. */
    final RightSides sides = new RightSides();
    /** The values of the whole graph, by slot. */
    Values values = new Values(0);
    /** Memory of this tile alone. */
    float[] scratch = new float[0];
    /** The values between elementwise functions. */
    float[] chunks = new float[0];
    /** Rows that each scratch value has room for. */
    int scratchRows;
    /** The time step, 0 outside of a scan. */
    int step;
    /** Rows in a time step: the batch size. */
    int batch;
    /** The tile's first row. */
    int firstRow;
    /** The first row, of all rows of all steps, that is there of what {@link LeadingProducts} computes. */
    int leadingRow;
    /** The number of rows of the tile. */
    int rows;
    /** The profile that times instructions, if any. */
    @Nullable Profile profile;

    TileFrame(Kernels kernels) {
        this.kernels = kernels;
    }

    void reserve(Room room, int rowsPerTile) {
        scratchRows = rowsPerTile;
        if (chunks.length < CacheLine.START + room.chunks() * CHUNK) {
            chunks = new float[CacheLine.START + room.chunks() * CHUNK];
        }
        int needed = Math.addExact(CacheLine.START, Math.multiplyExact(room.scratchColumns(), rowsPerTile));
        if (scratch.length < needed) {
            scratch = new float[needed];
        }
    }

    /**
     * The memory that instructions need.
     *
     * @param scratchColumns floats of scratch for each row
     * @param chunks number of chunks
     */
    record Room(int scratchColumns, int chunks) {}
}
