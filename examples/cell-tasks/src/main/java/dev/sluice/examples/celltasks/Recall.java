package dev.sluice.examples.celltasks;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.metric.Metric;

/** Accuracy over the targets of {@link CopyMemory} that are not blank: the share of what was asked for that is recalled. */
final class Recall implements Metric {
    private final int blank;

    /** Nothing to choose. */
    record Options() {}

    Recall(Options options) {
        this(-1);
    }

    private Recall(int blank) {
        this.blank = blank;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new Recall(
                target instanceof TargetEncoding.Classes classes
                        ? classes.labels().names().indexOf(CopyMemory.BLANK)
                        : -1);
    }

    @Override
    public Count start() {
        return new Recalled(blank);
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    private static final class Recalled implements Count {
        private final int blank;
        private long right;
        private long asked;

        Recalled(int blank) {
            this.blank = blank;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            for (int row = 0; row < outputs.rows(); row++) {
                int wanted = largest(targets, row);
                if (wanted != blank) {
                    asked++;
                    right += largest(outputs, row) == wanted ? 1 : 0;
                }
            }
        }

        private static int largest(Matrix rows, int row) {
            int best = 0;
            for (int column = 1; column < rows.columns(); column++) {
                if (rows.get(row, column) > rows.get(row, best)) {
                    best = column;
                }
            }
            return best;
        }

        @Override
        public double value() {
            return asked == 0 ? Double.NaN : (double) right / asked;
        }
    }
}
