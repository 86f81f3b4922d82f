package dev.sluice.examples.celltasks;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.metric.Metric;
import java.util.List;

/** Accuracy over the answers of {@link CopyMemory} that are not blank: the share of what was asked for that is recalled. */
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
    public Metric forLabels(List<String> labels) {
        return new Recall(labels.indexOf(CopyMemory.BLANK));
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
        public void add(Tensor outputs, Tensor targets) {
            for (int row = 0; row < outputs.shape().size(0); row++) {
                int wanted = largest(targets, row);
                if (wanted != blank) {
                    asked++;
                    right += largest(outputs, row) == wanted ? 1 : 0;
                }
            }
        }

        private static int largest(Tensor rows, int row) {
            int columns = rows.shape().size(1);
            int best = 0;
            for (int column = 1; column < columns; column++) {
                if (rows.array()[row * columns + column] > rows.array()[row * columns + best]) {
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
