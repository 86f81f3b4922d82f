package dev.sluice.testkit;

import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.ModelConfigException;
import java.util.Optional;

/**
 * Numbers of features that a cell takes: some only take so many for each of their parts, or as many as divide evenly.
 *
 * @param inputs features of the input
 * @param hidden features of a state
 */
record Sizes(int inputs, int hidden) {
    private static final int MORE_INPUTS = 64;
    private static final int MORE_HIDDEN = 16;

    /**
     * The sizes nearest to wanted ones, from them upward.
     *
     * @throws ModelConfigException if the cell takes none of them; as it says itself
     */
    static Sizes of(Cell cell, int inputs, int hidden) {
        for (int h = hidden; h < hidden + MORE_HIDDEN; h++) {
            for (int size = inputs; size < inputs + MORE_INPUTS; size++) {
                if (refusal(cell, size, h).isEmpty()) {
                    return new Sizes(size, h);
                }
            }
        }
        throw refusal(cell, inputs, hidden).orElseThrow();
    }

    /**
     * The same for an input that is as wide as a state.
     *
     * @throws ModelConfigException if the cell takes none of them; as it says itself
     */
    static int square(Cell cell, int wanted) {
        for (int size = wanted; size < wanted + MORE_INPUTS; size++) {
            if (refusal(cell, size, size).isEmpty()) {
                return size;
            }
        }
        throw refusal(cell, wanted, wanted).orElseThrow();
    }

    private static Optional<ModelConfigException> refusal(Cell cell, int inputs, int hidden) {
        try {
            CellSignature.of(cell, inputs, hidden);
            return Optional.empty();
        } catch (ModelConfigException e) {
            return Optional.of(e);
        }
    }
}
