package dev.sluice.core.engine;

/** Reads or writes single elements of rows by number. */
sealed interface RowElements extends TileInstruction {
    /**
     * Elements of rows.
     *
     * @param n neighboring columns of the values that are numbered from 0, of which a row may have several groups
     * @param k indices into each group
     */
    record Gathered(Ref values, int n, Ref indices, int k, Ref result) implements RowElements {
        @Override
        public void run(TileFrame frame) {
            float[] from = values.array(frame);
            int at = values.offset(frame);
            float[] numbers = indices.array(frame);
            int first = indices.offset(frame);
            float[] out = result.array(frame);
            int to = result.offset(frame);
            int count = frame.rows * result.columns();
            for (int i = 0; i < count; i++) {
                out[to + i] = from[at + i / k * n + index(numbers[first + i], n)];
            }
        }
    }

    /**
     * Rows of zeros to which elements are added.
     *
     * @param k indices into each group
     * @param n neighboring columns of the result that are numbered from 0, of which a row may have several groups
     */
    record Scattered(Ref indices, int k, Ref updates, int n, Ref result) implements RowElements {
        @Override
        public void run(TileFrame frame) {
            float[] numbers = indices.array(frame);
            int first = indices.offset(frame);
            float[] from = updates.array(frame);
            int at = updates.offset(frame);
            float[] out = result.array(frame);
            int to = result.offset(frame);
            frame.kernels.elementwise().fill(0, out, to, frame.rows * result.columns());
            int count = frame.rows * indices.columns();
            for (int i = 0; i < count; i++) {
                out[to + i / k * n + index(numbers[first + i], n)] += from[at + i];
            }
        }
    }

    private static int index(float number, int size) {
        if (!(number >= 0 && number < size)) {
            throw new IndexOutOfBoundsException(
                    "an index into a row must be between 0 and " + (size - 1) + ", but was " + number);
        }
        return (int) number;
    }
}
