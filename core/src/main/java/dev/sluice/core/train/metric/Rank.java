package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Matrix;

/** Reads rows of scores and targets, {@code [B, C]}. */
final class Rank {
    private Rank() {}

    /** The column of the largest score in a row, the first of equal ones; -1 if every score is NaN. */
    static int largest(Matrix outputs, int row) {
        int columns = outputs.columns();
        int best = -1;
        for (int c = 0; c < columns; c++) {
            double score = outputs.get(row, c);
            if (!Double.isNaN(score) && (best < 0 || score > outputs.get(row, best))) {
                best = c;
            }
        }
        return best;
    }

    /** Returns whether one of the {@code k} largest scores of a row is in a right column. */
    static boolean hit(Matrix outputs, Matrix targets, int row, int k) {
        RightClasses right = RightClasses.of(outputs, targets);
        int only = right.only(row);
        if (only >= 0) {
            return ahead(outputs, row, only) < k;
        }
        for (int c = 0; c < right.classes(); c++) {
            if (right.holds(row, c) && ahead(outputs, row, c) < k) {
                return true;
            }
        }
        return false;
    }

    /** The number of columns ahead of one, by score and then by place; all of them if its score is NaN. */
    private static int ahead(Matrix outputs, int row, int column) {
        int columns = outputs.columns();
        double score = outputs.get(row, column);
        if (Double.isNaN(score)) {
            return columns;
        }
        int ahead = 0;
        for (int c = 0; c < columns; c++) {
            double other = outputs.get(row, c);
            if (other > score || (other == score && c < column)) {
                ahead++;
            }
        }
        return ahead;
    }
}
