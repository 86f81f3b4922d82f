package dev.sluice.core.data.column;

import java.util.List;

/** The cells of one column that are not packed yet. Mutable. */
sealed interface CellBuffer permits NumberBuffer, TextBuffer {
    /** Keeps the cell that was set last. */
    void endRow();

    /** The parts of a segment with all cells that were kept; then there are none. */
    List<NumberSegment> pack();
}
