package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Tensor;

/** The valid steps of a batch, one below the other. */
final class ValidRows {
    private ValidRows() {}

    /** {@code [T, B, C] → [N, C]}: row by row of the batch, each in the order of time. */
    static Tensor of(Tensor steps, Tensor lengths) {
        int batch = lengths.array().length;
        int columns = steps.shape().size(2);
        int valid = 0;
        for (float length : lengths.array()) {
            valid += (int) length;
        }
        Tensor rows = Tensor.zeros(valid, columns);
        int at = 0;
        for (int row = 0; row < batch; row++) {
            for (int t = 0; t < (int) lengths.array()[row]; t++) {
                System.arraycopy(steps.array(), (t * batch + row) * columns, rows.array(), at * columns, columns);
                at++;
            }
        }
        return rows;
    }
}
