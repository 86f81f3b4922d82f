package dev.sluice.core.engine;

import dev.sluice.core.graph.Reduce;
import dev.sluice.core.kernel.RightSides;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes one or several values of a tile from other values of the same rows. */
sealed interface TileInstruction
        permits InnerAxes,
                JointProducts,
                RowElements,
                TileInstruction.Copy,
                TileInstruction.Fill,
                TileInstruction.FillChunk,
                TileInstruction.Fused,
                TileInstruction.GatherRows,
                TileInstruction.Products,
                TileInstruction.ReduceRows,
                TileInstruction.SoftmaxRows,
                TileInstruction.Broadcast {
    /** Computes the tile at the frame's position. */
    void run(TileFrame frame);

    /** The name in a profile. */
    default String label() {
        return getClass().getSimpleName();
    }

    /**
     * Elementwise functions one after the other, over chunks short enough that the values between them stay in the L1
     * cache.
     */
    record Fused(List<Elementwise> functions, int columns) implements TileInstruction {
        public Fused {
            functions = List.copyOf(functions);
        }

        @Override
        public String label() {
            long computing = functions.stream()
                    .filter(function -> !(function instanceof Elementwise.Spread))
                    .count();
            return computing + " elementwise functions of " + columns + " columns";
        }

        @Override
        public void run(TileFrame frame) {
            int n = frame.rows * columns;
            for (int from = 0; from < n; from += TileFrame.CHUNK) {
                int length = Math.min(TileFrame.CHUNK, n - from);
                for (int i = 0; i < functions.size(); i++) {
                    functions.get(i).run(frame, from, length);
                }
            }
        }
    }

    /**
     * A sum of products with packed weights, added to {@code start} if there is one.
     *
     * @param n columns of each product, of which a row of the result may have several, one after the other
     * @param start what each row starts from: rows of its own, or one for all rows
     */
    record Products(Ref result, int n, @Nullable Ref start, List<Product> products) implements TileInstruction {
        public Products {
            products = List.copyOf(products);
        }

        /** The floats of all weights. */
        long weights() {
            return (long) inner() * n;
        }

        private int inner() {
            return products.stream().mapToInt(p -> p.left().columns()).sum() / repeats();
        }

        @Override
        public String label() {
            int inner = inner();
            return "product [rows, " + inner + "] x [" + inner + ", " + n + "]";
        }

        @Override
        public void run(TileFrame frame) {
            for (int i = 0; i < products.size(); i++) {
                frame.sides.clear();
                addTo(frame, i);
                multiply(frame, i);
            }
        }

        /** Adds product number {@code i} to those of its left side; the first begins from the start, others go on from the result. */
        void addTo(TileFrame frame, int i) {
            RightSides sides = frame.sides;
            int packed = products.get(i).packedSlot();
            float[] right = frame.values.array(packed);
            int from = frame.values.start(packed);
            float[] out = result.array(frame);
            int at = result.offset(frame);
            if (i > 0) {
                sides.add(right, from, out, at, n, out, at);
            } else if (start == null) {
                sides.add(right, from, null, 0, 0, out, at);
            } else {
                int row = start.kind() == Ref.Kind.FIXED ? 0 : n;
                sides.add(right, from, start.array(frame), start.offset(frame), row, out, at);
            }
        }

        /** Multiplies left side number {@code i} with all that was added, and lets go of it. */
        void multiply(TileFrame frame, int i) {
            Ref left = products.get(i).left();
            int k = left.columns() / repeats();
            frame.kernels
                    .products()
                    .multiply(frame.rows * repeats(), n, k, left.array(frame), left.offset(frame), k, frame.sides, n);
            frame.sides.clear();
        }

        private int repeats() {
            return result.columns() / n;
        }

        /** One product: rows times a weight that was packed before. */
        record Product(Ref left, int packedSlot) {}
    }

    /** Broadcasts a value that has fewer axes or axes of size 1 to whole rows. */
    record Broadcast(Ref source, Ref result) implements TileInstruction {
        @Override
        public void run(TileFrame frame) {
            float[] from = source.array(frame);
            int at = source.offset(frame);
            float[] out = result.array(frame);
            int to = result.offset(frame);
            int n = result.columns();
            boolean fixed = source.kind() == Ref.Kind.FIXED;
            if (fixed && source.columns() == 1) {
                frame.kernels.elementwise().fill(from[at], out, to, frame.rows * n);
                return;
            }
            for (int row = 0; row < frame.rows; row++) {
                if (source.columns() == 1) {
                    frame.kernels.elementwise().fill(from[at + row], out, to + row * n, n);
                } else {
                    frame.kernels.elementwise().copy(from, fixed ? at : at + row * n, out, to + row * n, n);
                }
            }
        }
    }

    /** A number in every element. */
    record Fill(float value, Ref result) implements TileInstruction {
        @Override
        public void run(TileFrame frame) {
            frame.kernels
                    .elementwise()
                    .fill(value, result.array(frame), result.offset(frame), frame.rows * result.columns());
        }
    }

    /** A number in every element of a chunk. */
    record FillChunk(float value, Ref result) implements TileInstruction {
        @Override
        public void run(TileFrame frame) {
            frame.kernels.elementwise().fill(value, result.array(frame), result.offset(frame), TileFrame.CHUNK);
        }
    }

    /** The same elements at another place. */
    record Copy(Ref source, Ref result) implements TileInstruction {
        @Override
        public void run(TileFrame frame) {
            frame.kernels
                    .elementwise()
                    .copy(
                            source.array(frame),
                            source.offset(frame),
                            result.array(frame),
                            result.offset(frame),
                            frame.rows * result.columns());
        }
    }

    /**
     * Softmax, or its logarithm.
     *
     * @param n neighboring columns that sum to 1, of which a row may have several groups
     */
    record SoftmaxRows(Ref source, Ref result, int n, boolean log) implements TileInstruction {
        @Override
        public void run(TileFrame frame) {
            int rows = frame.rows * (result.columns() / n);
            float[] from = source.array(frame);
            float[] out = result.array(frame);
            if (log) {
                frame.kernels
                        .rows()
                        .logSoftmaxRows(rows, n, from, source.offset(frame), n, out, result.offset(frame), n);
            } else {
                frame.kernels.rows().softmaxRows(rows, n, from, source.offset(frame), n, out, result.offset(frame), n);
            }
        }
    }

    /**
     * Sum, mean or largest element.
     *
     * @param n neighboring columns that become one, of which a row may have several groups
     */
    record ReduceRows(Ref source, Ref result, int n, Reduce.Kind kind) implements TileInstruction {
        @Override
        public void run(TileFrame frame) {
            int rows = frame.rows * result.columns();
            float[] from = source.array(frame);
            float[] out = result.array(frame);
            int to = result.offset(frame);
            if (kind == Reduce.Kind.MAX) {
                frame.kernels.rows().maxRows(rows, n, from, source.offset(frame), n, out, to);
                return;
            }
            frame.kernels.rows().sumRows(rows, n, from, source.offset(frame), n, out, to);
            if (kind == Reduce.Kind.MEAN) {
                for (int row = 0; row < rows; row++) {
                    out[to + row] /= n;
                }
            }
        }
    }

    /** Rows of a table by number. */
    record GatherRows(int tableSlot, int tableRows, Ref indices, Ref result) implements TileInstruction {
        @Override
        public void run(TileFrame frame) {
            float[] numbers = indices.array(frame);
            int at = indices.offset(frame);
            int count = frame.rows * indices.columns();
            for (int i = at; i < at + count; i++) {
                if (!(numbers[i] >= 0 && numbers[i] < tableRows)) {
                    throw new IndexOutOfBoundsException("an index into a table must be between 0 and " + (tableRows - 1)
                            + ", but was " + numbers[i]);
                }
            }
            frame.kernels
                    .rows()
                    .gatherRows(
                            frame.values.array(tableSlot),
                            frame.values.start(tableSlot),
                            result.columns() / indices.columns(),
                            numbers,
                            at,
                            count,
                            result.array(frame),
                            result.offset(frame));
        }
    }
}
