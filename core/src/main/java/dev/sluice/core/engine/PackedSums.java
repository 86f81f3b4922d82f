package dev.sluice.core.engine;

import dev.sluice.core.kernel.ProductKernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one thread adds up in a pass of {@link RowSums}: a side that several terms read is packed once in each block of rows. */
final class PackedSums {
    private final List<RowSums.Share> shares;
    private final int block;
    private final Map<Columns, Integer> lefts = new LinkedHashMap<>();
    private final Map<Columns, Integer> rights = new LinkedHashMap<>();
    private int floats;

    PackedSums(ProductKernels products, List<RowSums.Share> shares) {
        this.shares = shares;
        this.block = products.rowsAtOnce();
        for (RowSums.Share share : shares) {
            if (share.term().left().isPresent()) {
                Columns left = Columns.left(share.term());
                if (lefts.putIfAbsent(left, floats) == null) {
                    floats += products.packedLeftLength(block, left.count());
                }
                Columns right = Columns.right(share);
                if (rights.putIfAbsent(right, floats) == null) {
                    floats += products.packedLength(block, right.count());
                }
            }
        }
    }

    /** Adds up all rows. Nothing is allocated for a block of them. */
    void run(Execution run, TileFrame frame, int rows) {
        frame.reserve(new TileFrame.Room(floats, 0), 1);
        List<Step> steps = steps();
        for (RowSums.Share share : shares) {
            share.clear(run.memory);
        }
        for (int row = 0; row < rows; row += block) {
            int count = Math.min(block, rows - row);
            for (int i = 0; i < steps.size(); i++) {
                steps.get(i).run(run, frame.scratch, row, count);
            }
        }
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        lefts.forEach((side, at) -> steps.add(new PackLeft(side, at)));
        rights.forEach((side, at) -> steps.add(new PackRight(side, at)));
        for (RowSums.Share share : shares) {
            RowSums.Term term = share.term();
            Columns right = Columns.right(share);
            steps.add(
                    term.left().isPresent()
                            ? new AddProducts(share, lefts.get(Columns.left(term)), rights.get(right))
                            : new AddRows(right, term.result()));
        }
        return steps;
    }

    /** Some work on a block of rows. */
    private sealed interface Step {
        void run(Execution run, float[] packed, int row, int rows);
    }

    private record PackLeft(Columns side, int to) implements Step {
        @Override
        public void run(Execution run, float[] packed, int row, int rows) {
            run.kernels
                    .products()
                    .packLeft(run.memory[side.slot], side.at(row), side.width, rows, side.count, packed, to);
        }
    }

    private record PackRight(Columns side, int to) implements Step {
        @Override
        public void run(Execution run, float[] packed, int row, int rows) {
            run.kernels
                    .products()
                    .packRight(run.memory[side.slot], side.at(row), side.width, false, rows, side.count, packed, to);
        }
    }

    private record AddProducts(RowSums.Share share, int left, int right) implements Step {
        @Override
        public void run(Execution run, float[] packed, int row, int rows) {
            RowSums.Term term = share.term();
            float[] c = run.memory[term.result()];
            run.kernels
                    .products()
                    .addPackedRows(
                            term.m(), share.columns(), rows, packed, left, packed, right, c, share.first(), term.n());
        }
    }

    private record AddRows(Columns side, int result) implements Step {
        @Override
        public void run(Execution run, float[] packed, int row, int rows) {
            run.kernels
                    .rows()
                    .addColumnSums(
                            rows,
                            side.count,
                            run.memory[side.slot],
                            side.at(row),
                            side.width,
                            run.memory[result],
                            side.first);
        }
    }

    /**
     * Columns of a value.
     *
     * @param width columns of the whole value
     */
    private record Columns(int slot, int width, int first, int count) {
        static Columns left(RowSums.Term term) {
            return new Columns(term.left().getAsInt(), term.m(), 0, term.m());
        }

        static Columns right(RowSums.Share share) {
            return new Columns(share.term().right(), share.term().n(), share.first(), share.columns());
        }

        int at(int row) {
            return row * width + first;
        }
    }
}
