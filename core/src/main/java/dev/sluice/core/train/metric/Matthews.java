package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;

/**
 * The correlation between right and predicted classes (Matthews, 1975; Gorodkin, 2004, for more than two): 1 if all are right, 0 for
 * guessing. Where several classes may hold, the mean of the correlations of each. NaN where all examples are of one class, or all are
 * predicted as one.
 */
public final class Matthews implements Metric {
    private final Columns columns;

    /** Of classes that exclude each other. */
    public Matthews() {
        this(Columns.UNKNOWN);
    }

    private Matthews(Columns columns) {
        this.columns = columns;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new Matthews(Columns.ofClasses(target, "matthews"));
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public boolean judgesDecisions() {
        return true;
    }

    @Override
    public Count start() {
        return columns.independent() ? new Independent() : new Exclusive();
    }

    private static final class Exclusive implements Count {
        private final ConfusionCounts counts = new ConfusionCounts();

        @Override
        public void add(Matrix outputs, Matrix targets) {
            counts.add(outputs, targets);
        }

        @Override
        public double value() {
            double all = 0;
            double right = 0;
            double products = 0;
            double predicted = 0;
            double present = 0;
            for (int c = 0; c < counts.classes(); c++) {
                double of = counts.ofClass(c);
                double taken = counts.takenFor(c);
                all += of;
                right += counts.of(c, c);
                products += of * taken;
                predicted += taken * taken;
                present += of * of;
            }
            double spread = Math.sqrt(all * all - predicted) * Math.sqrt(all * all - present);
            return spread > 0 ? (right * all - products) / spread : Double.NaN;
        }
    }

    private static final class Independent implements Count {
        private final Decisions decisions = new Decisions();

        @Override
        public void add(Matrix outputs, Matrix targets) {
            decisions.add(outputs, targets);
        }

        @Override
        public double value() {
            return Means.of(decisions.columns(), decisions::matthews);
        }
    }
}
