package dev.sluice.core.engine;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Computes whole values from whole values, and decides how to split its work over the threads. */
sealed interface Instruction
        permits Instruction.Tiles,
                Instruction.Loop,
                SegmentLoop,
                KernelSteps.Read,
                KernelSteps.Added,
                RowSums,
                Instruction.Whole {
    /** Computes. */
    void run(Execution run);

    /** The name in a profile. */
    default String label() {
        return getClass().getSimpleName();
    }

    /**
     * The results that exist only for a few steps at a time, by slot, with the floats that they need then.
     *
     * @param named the sizes of symbolic axes
     */
    default Map<Integer, Integer> windows(Map<String, Integer> named, int threads) {
        return Map.of();
    }

    /**
     * Instructions on tiles of rows, for all rows.
     *
     * @param rowAxes the axes that count rows
     * @param rowsPerTile rows computed at a time
     */
    record Tiles(
            Dims rowAxes,
            List<TileInstruction> once,
            List<TileInstruction> body,
            TileFrame.Room room,
            int rowsPerTile,
            int columns)
            implements Instruction {
        // With fewer floats, waking a thread costs more than it gains.
        static final int LEAST = 8192;

        public Tiles {
            once = List.copyOf(once);
            body = List.copyOf(JointProducts.join(body));
        }

        @Override
        public String label() {
            return Profile.counted(body.stream().map(TileInstruction::label));
        }

        @Override
        public void run(Execution run) {
            run.split(run.elements(rowAxes), Math.max(1, LEAST / columns), (part, from, to) -> {
                TileFrame frame = run.frame(part);
                frame.reserve(room, rowsPerTile);
                frame.firstRow = from;
                frame.rows = Math.min(rowsPerTile, to - from);
                runAll(once, frame);
                for (int row = from; row < to; row += rowsPerTile) {
                    frame.firstRow = row;
                    frame.rows = Math.min(rowsPerTile, to - row);
                    runAll(body, frame);
                }
            });
        }

        private static void runAll(List<TileInstruction> instructions, TileFrame frame) {
            for (int i = 0; i < instructions.size(); i++) {
                instructions.get(i).run(frame);
            }
        }
    }

    /**
     * A scan: the batch is cut into shards, each of which runs all steps on one thread.
     *
     * @param leading products of whole sequences that it alone reads
     */
    record Loop(StepProgram program, boolean reverse, LeadingProducts leading) implements Instruction {
        // Fewer rows would leave a block of the product kernel half empty.
        private static final int LEAST_ROWS = 4;

        /** The steps whose leading products are computed together. */
        private int window(Map<String, Integer> named, int threads) {
            int steps = Dims.of(Dim.TIME).sizes(named)[0];
            int batch = Dims.of(Dim.BATCH).sizes(named)[0];
            return leading.window(steps, batch, Execution.parts(batch, LEAST_ROWS, threads));
        }

        @Override
        public Map<Integer, Integer> windows(Map<String, Integer> named, int threads) {
            int window = window(named, threads);
            return window == Dims.of(Dim.TIME).sizes(named)[0]
                    ? Map.of()
                    : leading.floats(window * Dims.of(Dim.BATCH).sizes(named)[0]);
        }

        @Override
        public void run(Execution run) {
            int batch = run.sizes(Dims.of(Dim.BATCH))[0];
            int steps = run.sizes(Dims.of(Dim.TIME))[0];
            int window = window(run.named, run.workers.count());
            if (window == steps) {
                leading.products().forEach(products -> products.run(run));
            }
            run.split(batch, LEAST_ROWS, (part, from, to) -> {
                TileFrame frame = run.frame(part);
                frame.reserve(program.room(), to - from);
                frame.batch = batch;
                frame.firstRow = from;
                frame.rows = to - from;
                program.run(frame, steps, reverse, leading, window);
            });
        }
    }

    /** An operation on whole values that does not go row by row. */
    sealed interface Whole extends Instruction {}

    /** Packs a weight for products: {@code [N, K]} (transposed) or {@code [K, N]}. */
    record Pack(int source, int result, int k, int n, boolean transposed) implements Whole {
        @Override
        public void run(Execution run) {
            run.kernels
                    .products()
                    .packRight(
                            run.array(source),
                            run.start(source),
                            transposed ? k : n,
                            transposed,
                            k,
                            n,
                            run.array(result),
                            run.start(result));
        }
    }

    /** Products of matrices side by side, as many as {@code leading} axes have elements. */
    record BatchProducts(SmallProducts products, int left, int right, int result, Dims leading) implements Whole {
        @Override
        public void run(Execution run) {
            long work = (long) products.m() * products.k() * products.n();
            int least = (int) Math.max(1, Tiles.LEAST / Math.max(1, work));
            run.split(
                    run.elements(leading),
                    least,
                    (part, from, to) -> products.run(
                            run.kernels,
                            to - from,
                            run.array(left),
                            run.start(left) + from * products.m() * products.k(),
                            run.array(right),
                            run.start(right) + from * products.k() * products.n(),
                            run.array(result),
                            run.start(result) + from * products.m() * products.n()));
        }
    }

    /** Sum, mean or largest along any axis. */
    record ReduceAxis(int source, int result, Dims from, Reduce.Kind kind, int axis) implements Whole {
        @Override
        public void run(Execution run) {
            int[] sizes = run.sizes(from);
            int at = sizes.length + axis;
            int n = sizes[at];
            int inner = product(sizes, at + 1, sizes.length);
            int outer = product(sizes, 0, at);
            float[] x = run.array(source);
            int read = run.start(source);
            float[] out = run.array(result);
            int written = run.start(result);
            for (int o = 0; o < outer; o++) {
                reduce(run.kernels, kind, n, inner, x, read + o * n * inner, out, written + o * inner);
            }
        }

        /** {@code [n, inner] → [inner]}, adding in the order of the axis. */
        static void reduce(
                Kernels kernels, Reduce.Kind kind, int n, int inner, float[] x, int xOff, float[] out, int outOff) {
            kernels.elementwise().fill(kind == Reduce.Kind.MAX ? Float.NEGATIVE_INFINITY : 0, out, outOff, inner);
            for (int k = 0; k < n; k++) {
                if (kind == Reduce.Kind.MAX) {
                    kernels.elementwise().max(out, outOff, x, xOff + k * inner, out, outOff, inner);
                } else {
                    kernels.elementwise().add(out, outOff, x, xOff + k * inner, out, outOff, inner);
                }
            }
            for (int i = 0; kind == Reduce.Kind.MEAN && i < inner; i++) {
                out[outOff + i] /= n;
            }
        }
    }

    /** Broadcasts a value to more rows, or sums it back. */
    record Broadcasting(int source, int result, Dims small, Dims large, boolean sum) implements Whole {
        @Override
        public void run(Execution run) {
            int[] to = run.sizes(large);
            int[] strides = Strides.broadcast(run.sizes(small), to);
            float[] x = run.array(source);
            int read = run.start(source);
            float[] out = run.array(result);
            int written = run.start(result);
            if (!sum && run.elements(small) == 1) {
                run.split(
                        run.elements(large),
                        16384,
                        (part, from, end) -> run.kernels.elementwise().fill(x[read], out, written + from, end - from));
                return;
            }
            if (sum) {
                Arrays.fill(out, written, written + run.elements(small), 0);
            }
            Strides.forEach(to, strides, (i, s) -> {
                if (sum) {
                    out[written + s] += x[read + i];
                } else {
                    out[written + i] = x[read + s];
                }
            });
        }
    }

    /** Swaps the last two axes. */
    record SwapAxes(int source, int result, Dims from) implements Whole {
        @Override
        public void run(Execution run) {
            int[] sizes = run.sizes(from);
            int m = sizes[sizes.length - 2];
            int n = sizes[sizes.length - 1];
            int outer = product(sizes, 0, sizes.length - 2);
            float[] x = run.array(source);
            int read = run.start(source);
            float[] out = run.array(result);
            int written = run.start(result);
            for (int o = 0; o < outer; o++) {
                run.kernels.products().transpose(m, n, x, read + o * m * n, n, out, written + o * m * n, m);
            }
        }
    }

    /** Swaps the first two axes. */
    record SwapLeading(int source, int result, Dims from) implements Whole {
        private static final int LEAST = 1 << 14;

        @Override
        public void run(Execution run) {
            int[] sizes = run.sizes(from);
            int m = sizes[0];
            int n = sizes[1];
            int inner = product(sizes, 2, sizes.length);
            float[] x = run.array(source);
            int read = run.start(source);
            float[] out = run.array(result);
            int written = run.start(result);
            run.split(n, Math.max(1, LEAST / Math.max(1, m * inner)), (part, first, end) -> {
                for (int j = first; j < end; j++) {
                    for (int i = 0; i < m; i++) {
                        System.arraycopy(x, read + (i * n + j) * inner, out, written + (j * m + i) * inner, inner);
                    }
                }
            });
        }
    }

    /** Copies a range of one axis to a range of another value's axis; zeros elsewhere if {@code clear}. */
    record CopyAxis(
            int source, Dims from, int start, int result, Dims to, int target, int axis, int count, boolean clear)
            implements Whole {
        @Override
        public void run(Execution run) {
            int[] in = run.sizes(from);
            int[] out = run.sizes(to);
            int at = in.length + axis;
            int inner = product(in, at + 1, in.length);
            if (clear) {
                int first = run.start(result);
                Arrays.fill(run.array(result), first, first + run.elements(to), 0);
            }
            for (int o = 0; o < product(in, 0, at); o++) {
                System.arraycopy(
                        run.array(source),
                        run.start(source) + (o * in[at] + start) * inner,
                        run.array(result),
                        run.start(result) + (o * out[at] + target) * inner,
                        count * inner);
            }
        }
    }

    /** Adds rows into a table by number. Each thread owns some rows of the table, so the order of a sum is fixed. */
    record Scatter(int indices, Dims count, int updates, int columns, int result, int rows) implements Whole {
        @Override
        public void run(Execution run) {
            int n = run.elements(count);
            run.split(rows, 256, (part, from, to) -> {
                int table = run.start(result);
                Arrays.fill(run.array(result), table + from * columns, table + to * columns, 0);
                run.kernels
                        .rows()
                        .scatterAddRows(
                                run.array(updates),
                                run.start(updates),
                                columns,
                                run.array(indices),
                                run.start(indices),
                                n,
                                run.array(result),
                                table,
                                from,
                                to);
            });
        }
    }

    /** 1 at the valid steps of each row. */
    record MarkValid(int lengths, Dims to, int result) implements Whole {
        @Override
        public void run(Execution run) {
            int[] sizes = run.sizes(to);
            float[] out = run.array(result);
            int written = run.start(result);
            for (int t = 0; t < sizes[0]; t++) {
                for (int b = 0; b < sizes[1]; b++) {
                    boolean valid = t < run.array(lengths)[run.start(lengths) + b];
                    out[written + t * sizes[1] + b] = valid ? 1 : 0;
                }
            }
        }
    }

    /** Random zeros and {@code 1 / keep}. */
    record Mask(String purpose, double keep, Dims dims, int result) implements Whole {
        @Override
        public void run(Execution run) {
            CounterRandom random = CounterRandom.of(run.key.seed(), purpose, run.key.step());
            run.split(
                    run.elements(dims),
                    4096,
                    (part, from, to) -> run.kernels
                            .masks()
                            .mask(
                                    random,
                                    from,
                                    (float) keep,
                                    (float) (1 / keep),
                                    run.array(result),
                                    run.start(result) + from,
                                    to - from));
        }
    }

    private static int product(int[] sizes, int from, int to) {
        int product = 1;
        for (int i = from; i < to; i++) {
            product *= sizes[i];
        }
        return product;
    }
}
