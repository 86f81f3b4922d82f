package dev.sluice.core.engine;

import dev.sluice.core.graph.Reduce;

/** Instructions on rows that have axes of their own, such as a matrix for each row of the batch in a step. */
sealed interface InnerAxes extends TileInstruction {
    /**
     * Copies part of each block of a row to part of a block of another value; the rest stays.
     *
     * @param blocks in a row of either value
     * @param count floats copied in each
     */
    record CopyBlocks(Ref source, int from, Ref result, int to, int count, int blocks) implements InnerAxes {
        @Override
        public void run(TileFrame frame) {
            float[] in = source.array(frame);
            float[] out = result.array(frame);
            int read = source.offset(frame) + from;
            int written = result.offset(frame) + to;
            for (int block = 0; block < frame.rows * blocks; block++) {
                frame.kernels.elementwise().copy(in, read, out, written, count);
                read += source.columns() / blocks;
                written += result.columns() / blocks;
            }
        }
    }

    /**
     * Sum, mean or largest element along an axis that others follow: {@code [blocks, n, inner] → [blocks, inner]} in each row.
     */
    record ReduceAxis(Ref source, Ref result, Reduce.Kind kind, int n, int inner) implements InnerAxes {
        @Override
        public void run(TileFrame frame) {
            float[] x = source.array(frame);
            float[] out = result.array(frame);
            int read = source.offset(frame);
            int written = result.offset(frame);
            int blocks = frame.rows * (result.columns() / inner);
            for (int block = 0; block < blocks; block++) {
                Instruction.ReduceAxis.reduce(frame.kernels, kind, n, inner, x, read, out, written);
                read += n * inner;
                written += inner;
            }
        }
    }

    /** Swaps the two axes of each {@code [m, n]} in a row. */
    record SwapAxes(Ref source, Ref result, int m, int n) implements InnerAxes {
        @Override
        public void run(TileFrame frame) {
            int size = m * n;
            for (int i = 0; i < frame.rows * (source.columns() / size); i++) {
                int from = source.offset(frame) + i * size;
                int to = result.offset(frame) + i * size;
                frame.kernels.products().transpose(m, n, source.array(frame), from, n, result.array(frame), to, m);
            }
        }
    }

    /** Products of matrices, one pair or more in each row. */
    record Products(SmallProducts products, Ref left, Ref right, Ref result) implements InnerAxes {
        @Override
        public String label() {
            return "products [" + products.m() + ", " + products.k() + "] x [" + products.k() + ", " + products.n()
                    + "] of each row";
        }

        @Override
        public void run(TileFrame frame) {
            int count = frame.rows * (result.columns() / (products.m() * products.n()));
            products.run(
                    frame.kernels,
                    count,
                    left.array(frame),
                    left.offset(frame),
                    right.array(frame),
                    right.offset(frame),
                    result.array(frame),
                    result.offset(frame));
        }
    }

    /** Broadcasts axes of size 1 and missing leading axes, within each row or from a value that is the same for all rows. */
    final class Broadcast implements InnerAxes {
        private final Ref source;
        private final Ref result;
        private final int last;
        private final boolean repeated;
        private final int[] starts;

        /**
         * A broadcast.
         *
         * @param from sizes of the axes in a row of the source
         * @param to sizes of the axes in a row of the result, at least one
         */
        Broadcast(Ref source, int[] from, Ref result, int... to) {
            this.source = source;
            this.result = result;
            int[] strides = Strides.broadcast(from, to);
            repeated = strides[to.length - 1] == 0;
            last = together(to, strides);
            starts = new int[last == 0 ? 0 : result.columns() / last];
            Strides.forEach(to, strides, (i, s) -> starts[i / last] = i % last == 0 ? s : starts[i / last]);
        }

        /** The neighboring elements that one number, or as many neighbors of the source, become. */
        private static int together(int[] to, int[] strides) {
            int together = to[to.length - 1];
            for (int axis = to.length - 2; axis >= 0; axis--) {
                int next = strides[to.length - 1] == 0 ? 0 : together;
                if (strides[axis] != next) {
                    break;
                }
                together *= to[axis];
            }
            return together;
        }

        @Override
        public void run(TileFrame frame) {
            float[] in = source.array(frame);
            float[] out = result.array(frame);
            int next = source.kind() == Ref.Kind.FIXED ? 0 : source.columns();
            int read = source.offset(frame);
            int written = result.offset(frame);
            for (int row = 0; row < frame.rows; row++) {
                for (int start : starts) {
                    if (repeated) {
                        frame.kernels.elementwise().fill(in[read + start], out, written, last);
                    } else {
                        frame.kernels.elementwise().copy(in, read + start, out, written, last);
                    }
                    written += last;
                }
                read += next;
            }
        }
    }
}
