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

    /** The F1 score of all decisions together; NaN if no class holds or is said to. */
    double microF1() {
        long positives = 0;
        long all = 0;
        for (int c = 0; c < columns(); c++) {
            positives += 2 * truePositives[c];
            all += 2 * truePositives[c] + falsePositives[c] + falseNegatives[c];
        }
        return all == 0 ? Double.NaN : (double) positives / all;
    }

    private long trueNegatives(int column) {
        return rows - truePositives[column] - falsePositives[column] - falseNegatives[column];
    }

    /** The mean of the shares that are right where a class holds and where it does not; NaN if there are not both. */
    double balanced(int column) {
        double holding = truePositives[column] + falseNegatives[column];
        double others = rows - holding;
        return holding == 0 || others == 0
                ? Double.NaN
                : (truePositives[column] / holding + trueNegatives(column) / others) / 2;
    }

    /** The correlation of a class with the decisions about it; NaN if either never changes. */
    double matthews(int column) {
        double tp = truePositives[column];
        double fp = falsePositives[column];
        double fn = falseNegatives[column];
        double tn = trueNegatives(column);
        double spread = Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn);
        return spread == 0 ? Double.NaN : (tp * tn - fp * fn) / spread;
    }
}
