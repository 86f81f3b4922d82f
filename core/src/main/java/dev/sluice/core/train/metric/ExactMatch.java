package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;

/**
 * The share of examples that are right as a whole: with a class at every step, those whose steps are all right; where several classes may
 * hold, those for which every class is judged right at every step.
 */
public final class ExactMatch implements Metric {
    private final Columns columns;

    /** Of classes that exclude each other. */
    public ExactMatch() {
        this(Columns.UNKNOWN);
    }

    private ExactMatch(Columns columns) {
        this.columns = columns;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new ExactMatch(Columns.ofClasses(target, "exact-match"));
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
        return new Whole(columns.independent());
    }

    private static final class Whole implements Count {
        private final boolean independent;
        private long right;
        private long all;

        Whole(boolean independent) {
            this.independent = independent;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            for (int row = 0; row < outputs.rows(); row++) {
                right += isRight(outputs, targets, row) ? 1 : 0;
            }
            all += outputs.rows();
        }

        @Override
        public void addSequence(Matrix outputs, Matrix targets) {
            boolean whole = true;
            for (int row = 0; row < outputs.rows(); row++) {
                whole &= isRight(outputs, targets, row);
            }
            right += whole ? 1 : 0;
            all++;
        }

        private boolean isRight(Matrix outputs, Matrix targets, int row) {
            if (!independent) {
                return Rank.hit(outputs, targets, row, 1);
            }
            for (int c = 0; c < outputs.columns(); c++) {
                double score = outputs.get(row, c);
                if (Double.isNaN(score) || score > 0 != targets.get(row, c) > 0.5) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public double value() {
            return all == 0 ? Double.NaN : (double) right / all;
        }
    }
}
