package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;

/**
 * The share of right examples of each class, averaged over the classes that occur, each the same: guessing scores 1 over their number,
 * however unequal they are. Where several classes may hold: of each class, the mean of the shares that are right where it holds and where
 * it does not, averaged over the classes.
 */
public final class BalancedAccuracy implements Metric {
    private final Columns columns;

    /** Of classes that exclude each other. */
    public BalancedAccuracy() {
        this(Columns.UNKNOWN);
    }

    private BalancedAccuracy(Columns columns) {
        this.columns = columns;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new BalancedAccuracy(Columns.ofClasses(target, "balanced-accuracy"));
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

    private static final class Exclusive implements Count {
        private final List<String> names;
        private final ConfusionCounts counts = new ConfusionCounts();

        Exclusive(List<String> names) {
            this.names = names;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            counts.add(outputs, targets);
        }

        private double recall(int column) {
            long all = counts.ofClass(column);
            return all == 0 ? Double.NaN : (double) counts.of(column, column) / all;
        }

        @Override
        public double value() {
            return Means.of(counts.classes(), this::recall);
        }

        @Override
        public Map<String, Double> byClass() {
            return Means.byClass(names, counts.classes(), this::recall);
        }
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
            return Means.of(decisions.columns(), decisions::balanced);
        }

        @Override
        public Map<String, Double> byClass() {
            return Means.byClass(names, decisions.columns(), decisions::balanced);
        }
    }
}
