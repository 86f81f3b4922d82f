package dev.sluice.core.engine;

import dev.sluice.core.graph.Expr;
import java.util.List;

/** Groups that go through the rows of a graph together, in order; a group that cannot go by tiles is a run of its own. */
record TileRun(List<Schedule.Group> groups) {
    /** Floats of all values of a tile that several groups share: 128 KiB, beside the weights in the second-level cache. */
    private static final int SHARED = 1 << 15;

    /** Floats of a value of one group alone. */
    private static final int SINGLE = 1 << 13;

    /** Rows of a block of the product kernel, for a product alone: its weights are read once for each block. */
    private static final int WHOLE_BLOCK = 384;

    /** Rows of a product among several groups, at most and at least. */
    private static final int BLOCK = 96;

    private static final int LEAST_BLOCK = 24;

    TileRun {
        groups = List.copyOf(groups);
    }

    /** The value of the first group's first unit. */
    Expr root() {
        return groups.getFirst().root();
    }

    /** The columns of the widest value. */
    int widest() {
        return groups.stream()
                .mapToInt(group -> TileEmitter.columns(group.root().shape()))
                .reduce(1, Math::max);
    }

    /**
     * The rows to compute at a time.
     *
     * @param columns of all values that the run computes
     */
    int rowsPerTile(int columns) {
        boolean products = groups.stream().anyMatch(group -> group.units().getFirst() instanceof Unit.SumOfProducts);
        if (groups.size() == 1) {
            return products ? WHOLE_BLOCK : Math.max(1, SINGLE / widest());
        }
        int rows = SHARED / Math.max(1, columns);
        return products ? Math.clamp(rows, LEAST_BLOCK, BLOCK) : Math.clamp(rows, 1, SINGLE);
    }
}
