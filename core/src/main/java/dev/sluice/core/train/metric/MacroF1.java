package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;

/**
 * The F1 score of each class, {@code 2 TP / (2 TP + FP + FN)}, averaged over the classes that occur in targets or
 * predictions, each class the same. Where classes exclude each other the prediction is the largest score; if several are right for an
 * example and none of them is predicted, the miss is shared among them. Where several may hold each is predicted whose score is over
 * 0.
 */
public final class MacroF1 implements Metric {
    private final Columns columns;

    /** Of classes that exclude each other. */
    public MacroF1() {
        this(Columns.UNKNOWN);
    }

    private MacroF1(Columns columns) {
        this.columns = columns;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new MacroF1(Columns.of(target));
    }

    @Override
    public Count start() {
        return columns.independent() ? new Independent(columns.names()) : new Exclusive(columns.names());
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public boolean judgesDecisions() {
        return true;
    }

    private static final class Independent implements Count {
        private final List<String> names;
        private final Decisions decisions = new Decisions();

        Independent(List<String> names) {
            this.names = names;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            decisions.add(outputs, targets);
        }

        @Override
        public double value() {
            return Means.of(decisions.columns(), decisions::f1);
        }

        @Override
        public Map<String, Double> byClass() {
            return Means.byClass(names, decisions.columns(), decisions::f1);
        }
    }

    private static final class Exclusive implements Count {
        private final List<String> names;
        private double[] hits = new double[0];
        private double[] errors = new double[0];

        Exclusive(List<String> names) {
            this.names = names;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            if (hits.length == 0) {
                hits = new double[outputs.columns()];
                errors = new double[outputs.columns()];
            }
            RightClasses right = RightClasses.of(outputs, targets);
            for (int row = 0; row < outputs.rows(); row++) {
                add(Rank.largest(outputs, row), right, row);
            }
        }

        private void add(int predicted, RightClasses right, int row) {
            if (predicted >= 0 && right.holds(row, predicted)) {
                hits[predicted]++;
                return;
            }
            if (predicted >= 0) {
                errors[predicted]++;
            }
            int holding = 0;
            for (int c = 0; c < hits.length; c++) {
                holding += right.holds(row, c) ? 1 : 0;
            }
            for (int c = 0; c < hits.length; c++) {
                errors[c] += right.holds(row, c) ? 1.0 / holding : 0;
            }
        }

        private double f1(int column) {
            double all = 2 * hits[column] + errors[column];
            return all == 0 ? Double.NaN : 2 * hits[column] / all;
        }

        @Override
        public double value() {
            return Means.of(hits.length, this::f1);
        }

        @Override
        public Map<String, Double> byClass() {
            return Means.byClass(names, hits.length, this::f1);
        }
    }
}
