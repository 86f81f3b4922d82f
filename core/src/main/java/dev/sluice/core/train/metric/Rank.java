package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Tensor;

/** Reads rows of scores and targets, {@code [B, C]}. */
final class Rank {
    private Rank() {}

    /** The column of the largest score in a row, the first of equal ones; -1 if every score is NaN. */
    static int largest(Tensor outputs, int row) {
        int columns = outputs.shape().size(1);
        int best = -1;
        for (int c = 0; c < columns; c++) {
            float score = outputs.array()[row * columns + c];
            if (!Float.isNaN(score) && (best < 0 || score > outputs.array()[row * columns + best])) {
                best = c;
            }
        }
        return best;
    }

    /** Whether a column is right. */
    static boolean right(Tensor targets, int row, int column) {
        return targets.array()[row * targets.shape().size(1) + column] > 0;
    }

    /** Whether one of the {@code k} largest scores of a row stands in a right column. */
    static boolean hit(Tensor outputs, Tensor targets, int row, int k) {
        int columns = outputs.shape().size(1);
        for (int c = 0; c < columns; c++) {
            if (right(targets, row, c) && ahead(outputs, row, c) < k) {
                return true;
            }
        }
        return false;
    }

    /** How many columns come before one, by score and then by place; all of them if its score is NaN. */
    private static int ahead(Tensor outputs, int row, int column) {
        int columns = outputs.shape().size(1);
        int start = row * columns;
        float score = outputs.array()[start + column];
        if (Float.isNaN(score)) {
            return columns;
        }
        int ahead = 0;
        for (int c = 0; c < columns; c++) {
            float other = outputs.array()[start + c];
            if (other > score || (other == score && c < column)) {
                ahead++;
            }
        }
        return ahead;
    }
}
