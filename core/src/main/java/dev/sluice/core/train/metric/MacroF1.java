package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;

/**
 * The F1 score of each class, {@code 2 TP / (2 TP + FP + FN)}, averaged over the classes that occur in targets or
 * predictions, each class the same. Where classes exclude each other the prediction is the largest score; if several are right for an
 * example and none of them is predicted, the miss is shared among them. Where several may hold each is predicted whose score is over
 * 0.
 */
public final class MacroF1 implements Metric {
    private final boolean independent;

    /** Of classes that exclude each other. */
    public MacroF1() {
        this(false);
    }

    private MacroF1(boolean independent) {
        this.independent = independent;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new MacroF1(Columns.areIndependent(target));
    }

    @Override
    public Count start() {
        return independent ? new Independent() : new Exclusive();
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    private static final class Independent implements Count {
        private final Decisions decisions = new Decisions();

        @Override
        public void add(Matrix outputs, Matrix targets) {
            decisions.add(outputs, targets);
        }

        @Override
        public double value() {
            return Means.of(byColumn());
        }

        @Override
        public double[] byColumn() {
            return Means.byColumn(decisions.columns(), decisions::f1);
        }
    }

    private static final class Exclusive implements Count {
        private double[] hits = new double[0];
        private double[] errors = new double[0];

        @Override
        public void add(Matrix outputs, Matrix targets) {
            if (hits.length == 0) {
                hits = new double[outputs.columns()];
                errors = new double[outputs.columns()];
            }
            for (int row = 0; row < outputs.rows(); row++) {
                add(Rank.largest(outputs, row), targets, row);
            }
        }

        private void add(int predicted, Matrix targets, int row) {
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
            return Means.of(byColumn());
        }

        @Override
        public double[] byColumn() {
            return Means.byColumn(
                    hits.length, c -> hits[c] + errors[c] == 0 ? Double.NaN : 2 * hits[c] / (2 * hits[c] + errors[c]));
        }
    }
}
