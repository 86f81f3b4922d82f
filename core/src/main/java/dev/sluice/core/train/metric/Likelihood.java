package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;

/**
 * The mean negative log-likelihood of what is right, over examples or steps: {@code -log softmax(y)_t} where classes exclude each other;
 * where several may hold, the sum over classes of {@code -log} of each one's probability, such as over the notes of a frame. In nats, in
 * bits, or as a perplexity, {@code exp} of it.
 */
public final class Likelihood implements Metric {
    /** Below so far from the largest score a class adds nothing to a sum of at least 1 in float64. */
    private static final double NEGLIGIBLE = -60;

    private final Unit unit;
    private final boolean independent;

    /** The unit of the figure. */
    public enum Unit {
        /** Nats: natural logarithms. */
        NATS("nll"),
        /** Bits: logarithms to base 2. */
        BITS("bits-per-symbol"),
        /** The number of equally likely choices that is as hard, {@code e^nats}. */
        PERPLEXITY("perplexity");

        private final String metric;

        Unit(String metric) {
            this.metric = metric;
        }

        private double of(double nats) {
            return switch (this) {
                case NATS -> nats;
                case BITS -> nats / StrictMath.log(2);
                case PERPLEXITY -> StrictMath.exp(nats);
            };
        }
    }

    /** Of classes that exclude each other. */
    public Likelihood(Unit unit) {
        this(unit, false);
    }

    private Likelihood(Unit unit, boolean independent) {
        this.unit = unit;
        this.independent = independent;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        Columns columns = Columns.ofClasses(target, unit.metric);
        if (columns.independent() && unit != Unit.NATS) {
            throw new IllegalArgumentException(
                    unit.metric + " is of one choice at a time, but the loss lets several classes hold; take nll");
        }
        return new Likelihood(unit, columns.independent());
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    @Override
    public Count start() {
        return new Count() {
            private final Summation sum = new Summation();
            private long rows;

            @Override
            public void add(Matrix outputs, Matrix targets) {
                RightClasses right = RightClasses.of(outputs, targets);
                boolean alone = independent || outputs.columns() == 1;
                for (int row = 0; row < outputs.rows(); row++) {
                    sum.add(alone ? ofEach(outputs, right, row) : ofOne(outputs, right, row));
                }
                rows += outputs.rows();
            }

            @Override
            public double value() {
                return rows == 0 ? Double.NaN : unit.of(sum.value() / rows);
            }
        };
    }

    /** The mean over what is right, where a row has several right classes that share the probability. */
    private static double ofOne(Matrix scores, RightClasses right, int row) {
        int columns = scores.columns();
        double largest = scores.get(row, 0);
        for (int c = 1; c < columns; c++) {
            largest = Math.max(largest, scores.get(row, c));
        }
        double total = 0;
        for (int c = 0; c < columns; c++) {
            double below = scores.get(row, c) - largest;
            // A score that is no number is not skipped.
            total += below < NEGLIGIBLE ? 0 : StrictMath.exp(below);
        }
        double logarithm = largest + StrictMath.log(total);
        int only = right.only(row);
        if (only >= 0) {
            return logarithm - scores.get(row, only);
        }
        double sum = 0;
        double shares = 0;
        for (int c = 0; c < columns; c++) {
            double share = right.share(row, c);
            sum += share * (logarithm - scores.get(row, c));
            shares += share;
        }
        return sum / shares;
    }

    private static double ofEach(Matrix scores, RightClasses right, int row) {
        double sum = 0;
        for (int c = 0; c < scores.columns(); c++) {
            double score = right.holds(row, c) ? -scores.get(row, c) : scores.get(row, c);
            sum += Math.max(score, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(score)));
        }
        return sum;
    }
}
