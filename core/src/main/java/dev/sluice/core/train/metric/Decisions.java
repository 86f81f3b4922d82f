package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Matrix;

/**
 * Counts of the decisions about classes of which several may hold: each holds where its score is over 0, a probability over one
 * half.
 */
final class Decisions {
    private long[] truePositives = new long[0];
    private long[] falsePositives = new long[0];
    private long[] falseNegatives = new long[0];
    private long rows;
    private long exact;

    void add(Matrix outputs, Matrix targets) {
        int columns = outputs.columns();
        if (truePositives.length == 0) {
            truePositives = new long[columns];
            falsePositives = new long[columns];
            falseNegatives = new long[columns];
        }
        for (int row = 0; row < outputs.rows(); row++) {
            boolean all = true;
            for (int c = 0; c < columns; c++) {
                double score = outputs.get(row, c);
                boolean holds = targets.get(row, c) > 0.5;
                boolean said = score > 0;
                truePositives[c] += said && holds ? 1 : 0;
                falsePositives[c] += said && !holds ? 1 : 0;
                // A score that is no number decides nothing and is wrong either way.
                falseNegatives[c] += (!said && holds) || Double.isNaN(score) ? 1 : 0;
                all &= said == holds && !Double.isNaN(score);
            }
            exact += all ? 1 : 0;
        }
        rows += outputs.rows();
    }

    int columns() {
        return truePositives.length;
    }

    /** The share of rows whose decisions are all right; NaN without rows. */
    double exact() {
        return rows == 0 ? Double.NaN : (double) exact / rows;
    }

    /** The share of right decisions about one class. */
    double accuracy(int column) {
        return rows == 0 ? Double.NaN : 1 - (double) (falsePositives[column] + falseNegatives[column]) / rows;
    }

    /** {@code 2 TP / (2 TP + FP + FN)} of one class; NaN if it neither holds nor is said to. */
    double f1(int column) {
        long positives = 2 * truePositives[column];
        long all = positives + falsePositives[column] + falseNegatives[column];
        return all == 0 ? Double.NaN : (double) positives / all;
    }
}
