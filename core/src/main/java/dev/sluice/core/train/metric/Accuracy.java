package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;

/**
 * The share of examples that are right. Where classes exclude each other, those whose largest score stands in a right column;
 * where several may hold, those for which every class is judged right (exact match); with a single column, those whose score lies
 * on the right side of 0.
 */
public final class Accuracy implements Metric {
    private final Columns columns;

    /** Of classes that exclude each other. */
    public Accuracy() {
        this(Columns.UNKNOWN);
    }

    private Accuracy(Columns columns) {
        this.columns = columns;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new Accuracy(Columns.of(target));
    }

    @Override
    public Count start() {
        return columns.independent() ? new ExactMatch(columns.names()) : new HitCount(Accuracy::hit);
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public boolean judgesDecisions() {
        return true;
    }

    private static boolean hit(Matrix outputs, Matrix targets, int row) {
        if (outputs.columns() == 1) {
            double score = outputs.get(row, 0);
            return !Double.isNaN(score) && score > 0 == targets.get(row, 0) > 0.5;
        }
        return Rank.hit(outputs, targets, row, 1);
    }

    private static final class ExactMatch implements Count {
        private final List<String> names;
        private final Decisions decisions = new Decisions();

        ExactMatch(List<String> names) {
            this.names = names;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            decisions.add(outputs, targets);
        }

        @Override
        public double value() {
            return decisions.exact();
        }

        /** The share of right decisions about each class. */
        @Override
        public Map<String, Double> byClass() {
            return Means.byClass(names, decisions.columns(), decisions::accuracy);
        }
    }
}
