package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Tensor;

/**
 * The F1 score of each class, {@code 2 TP / (2 TP + FP + FN)}, averaged over the classes that occur in targets or
 * predictions, each class the same. The prediction is the largest score. Where several classes are right for an example and
 * none is predicted, the miss is shared among them.
 */
public final class MacroF1 implements Metric {
    @Override
    public Count start() {
        return new Run();
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    private static final class Run implements Count {
        private double[] hits = new double[0];
        private double[] errors = new double[0];

        @Override
        public void add(Tensor outputs, Tensor targets) {
            int columns = outputs.shape().size(1);
            if (hits.length == 0) {
                hits = new double[columns];
                errors = new double[columns];
            }
            for (int row = 0; row < outputs.shape().size(0); row++) {
                add(Rank.largest(outputs, row), targets, row);
            }
        }

        private void add(int predicted, Tensor targets, int row) {
            if (predicted >= 0 && Rank.right(targets, row, predicted)) {
                hits[predicted]++;
                return;
            }
            if (predicted >= 0) {
                errors[predicted]++;
            }
            int right = 0;
            for (int c = 0; c < hits.length; c++) {
                right += Rank.right(targets, row, c) ? 1 : 0;
            }
            for (int c = 0; c < hits.length; c++) {
                errors[c] += Rank.right(targets, row, c) ? 1.0 / right : 0;
            }
        }

        @Override
        public double value() {
            double sum = 0;
            int classes = 0;
            for (int c = 0; c < hits.length; c++) {
                if (hits[c] + errors[c] > 0) {
                    sum += 2 * hits[c] / (2 * hits[c] + errors[c]);
                    classes++;
                }
            }
            return classes == 0 ? Double.NaN : sum / classes;
        }
    }
}
