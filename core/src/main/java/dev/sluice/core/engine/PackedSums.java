package dev.sluice.core.engine;

import dev.sluice.core.kernel.CacheLine;
import dev.sluice.core.kernel.ProductKernels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one thread adds up in a pass of {@link RowSums}: a side that several terms read is packed once in each block of rows. */
final class PackedSums {
    private final List<RowSums.Share> shares;
    private final int block;
    private final List<Step> steps = new ArrayList<>();
    private int floats = CacheLine.START;

    PackedSums(ProductKernels products, List<RowSums.Share> shares) {
        this.shares = shares;
        this.block = products.rowsAtOnce();
        Map<Columns, Integer> lefts = new HashMap<>();
        Map<Columns, Integer> rights = new HashMap<>();
        List<Step> sums = new ArrayList<>();
        for (RowSums.Share share : shares) {
            RowSums.Term term = share.term();
            Columns columns = new Columns(term.right(), term.n(), share.first(), share.columns());
            if (term.left().isPresent()) {
                Columns whole = new Columns(term.left().getAsInt(), term.m(), 0, term.m());
                int left = lefts.computeIfAbsent(whole, side -> packLeft(products, side));
                int right = rights.computeIfAbsent(columns, side -> packRight(products, side));
                sums.add(new AddProducts(share, left, right));
            } else {
                sums.add(new AddRows(columns, term.result()));
            }
        }
        steps.addAll(sums);
    }

    private int packLeft(ProductKernels products, Columns side) {
        int at = take(products.packedLeftLength(block, side.count));
        steps.add(new PackLeft(side, at));
        return at;
    }

    private int packRight(ProductKernels products, Columns side) {
        int at = take(products.packedLength(block, side.count));
        steps.add(new PackRight(side, at));
        return at;
    }

    private int take(int count) {
        int at = floats;
        floats = Math.addExact(floats, count);
        return at;
    }

    /** Adds up all rows. Nothing is allocated for a block of them. */
    void run(Execution run, TileFrame frame, int rows) {
        frame.reserve(new TileFrame.Room(floats, 0), 1);
        for (RowSums.Share share : shares) {
            share.clear(run);
        }
        for (int row = 0; row < rows; row += block) {
            int count = Math.min(block, rows - row);
            for (int i = 0; i < steps.size(); i++) {
                steps.get(i).run(run, frame.scratch, row, count);
            }
        }
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
                    .packLeft(run.array(side.slot), side.at(run, row), side.width, rows, side.count, packed, to);
        }
    }

    private record PackRight(Columns side, int to) implements Step {
        @Override
        public void run(Execution run, float[] packed, int row, int rows) {
            run.kernels
                    .products()
                    .packRight(
                            run.array(side.slot), side.at(run, row), side.width, false, rows, side.count, packed, to);
        }
    }

    private record AddProducts(RowSums.Share share, int left, int right) implements Step {
        @Override
        public void run(Execution run, float[] packed, int row, int rows) {
            RowSums.Term term = share.term();
            float[] c = run.array(term.result());
            int at = run.start(term.result()) + share.first();
            run.kernels
                    .products()
                    .addPackedRows(term.m(), share.columns(), rows, packed, left, packed, right, c, at, term.n());
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
                            run.array(side.slot),
                            side.at(run, row),
                            side.width,
                            run.array(result),
                            run.start(result) + side.first);
        }
    }

    /**
     * Columns of a value.
     *
     * @param width columns of the whole value
     */
    private record Columns(int slot, int width, int first, int count) {
        int at(Execution run, int row) {
            return run.start(slot) + row * width + first;
        }
    }
}
