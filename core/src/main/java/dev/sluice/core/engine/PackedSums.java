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
        Map<RowSums.Columns, Integer> lefts = new HashMap<>();
        Map<RowSums.Columns, Integer> rights = new HashMap<>();
        List<Step> sums = new ArrayList<>();
        for (RowSums.Share share : shares) {
            RowSums.Columns columns = share.right();
            if (share.left().isPresent()) {
                int left = lefts.computeIfAbsent(share.left().get(), side -> packLeft(products, side));
                int right = rights.computeIfAbsent(columns, side -> packRight(products, side));
                sums.add(new AddProducts(share, left, right));
            } else {
                sums.add(new AddRows(share, columns));
            }
        }
        steps.addAll(sums);
    }

    private int packLeft(ProductKernels products, RowSums.Columns side) {
        int at = take(products.packedLeftLength(block, side.count()));
        steps.add(new PackLeft(side, at));
        return at;
    }

    private int packRight(ProductKernels products, RowSums.Columns side) {
        int at = take(products.packedLength(block, side.count()));
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

    private record PackLeft(RowSums.Columns side, int to) implements Step {
        @Override
        public void run(Execution run, float[] packed, int row, int rows) {
            run.kernels
                    .products()
                    .packLeft(
                            run.array(side.slot()), side.start(run, row), side.width(), rows, side.count(), packed, to);
        }
    }

    private record PackRight(RowSums.Columns side, int to) implements Step {
        @Override
        public void run(Execution run, float[] packed, int row, int rows) {
            run.kernels
                    .products()
                    .packRight(
                            run.array(side.slot()),
                            side.start(run, row),
                            side.width(),
                            false,
                            rows,
                            side.count(),
                            packed,
                            to);
        }
    }

    private record AddProducts(RowSums.Share share, int left, int right) implements Step {
        @Override
        public void run(Execution run, float[] packed, int row, int rows) {
            RowSums.Term term = share.term();
            run.kernels
                    .products()
                    .addPackedRows(
                            share.rows(),
                            share.columns(),
                            rows,
                            packed,
                            left,
                            packed,
                            right,
                            run.array(term.result()),
                            share.start(run),
                            term.n());
        }
    }

    private record AddRows(RowSums.Share share, RowSums.Columns side) implements Step {
        @Override
        public void run(Execution run, float[] packed, int row, int rows) {
            run.kernels
                    .rows()
                    .addColumnSums(
                            rows,
                            side.count(),
                            run.array(side.slot()),
                            side.start(run, row),
                            side.width(),
                            run.array(share.term().result()),
                            share.start(run));
        }
    }
}
