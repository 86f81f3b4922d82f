package dev.sluice.testkit;

import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.ModelConfigException;

/** Numbers of features that a cell takes: some only take so many for each of their parts. */
final class Sizes {
    private static final int TRIES = 64;

    private Sizes() {}

    /**
     * The features of an input nearest to a wanted number, from it upward, with as many in a state, or {@code hidden}.
     *
     * @throws ModelConfigException if the cell takes none of them; as it says itself
     */
    static int inputs(Cell cell, int wanted, int hidden) {
        ModelConfigException refusal = null;
        for (int size = wanted; size < wanted + TRIES; size++) {
            try {
                CellSignature.of(cell, size, Math.max(size, hidden));
                return size;
            } catch (ModelConfigException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        throw refusal == null ? new IllegalStateException("nothing was tried") : refusal;
    }
}
