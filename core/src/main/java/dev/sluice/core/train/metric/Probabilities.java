package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Matrix;

/** Probabilities from scores, {@code [B, C]}. */
final class Probabilities {
    private Probabilities() {}

    /**
     * The probabilities of a row: by a softmax over its columns or, where classes are independent or there is one column, by a sigmoid of
     * each.
     */
    static double[] of(Matrix scores, int row, boolean independent) {
        int columns = scores.columns();
        double[] probabilities = new double[columns];
        if (independent || columns == 1) {
            for (int c = 0; c < columns; c++) {
                probabilities[c] = 1 / (1 + StrictMath.exp(-scores.get(row, c)));
            }
            return probabilities;
        }
        double greatest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < columns; c++) {
            greatest = Math.max(greatest, scores.get(row, c));
        }
        double total = 0;
        for (int c = 0; c < columns; c++) {
            probabilities[c] = StrictMath.exp(scores.get(row, c) - greatest);
            total += probabilities[c];
        }
        for (int c = 0; c < columns; c++) {
            probabilities[c] /= total;
        }
        return probabilities;
    }
}
