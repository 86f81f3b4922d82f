package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;

/**
 * The squared distance between probabilities and what is right (Brier, 1950): the sum over classes, from 0 to 2, where classes exclude
 * each other; the mean over classes, from 0 to 1, where several may hold or there is a single column. A mean over examples.
 */
public final class BrierScore implements Metric {
    private final Columns columns;

    /** Of classes that exclude each other. */
    public BrierScore() {
        this(Columns.UNKNOWN);
    }

    private BrierScore(Columns columns) {
        this.columns = columns;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new BrierScore(Columns.ofClasses(target, "brier"));
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    @Override
    public Count start() {
        boolean independent = columns.independent();
        return new Count() {
            private final Summation sum = new Summation();
            private long rows;

            @Override
            public void add(Matrix outputs, Matrix targets) {
                RightClasses right = RightClasses.of(outputs, targets);
                for (int row = 0; row < outputs.rows(); row++) {
                    double[] probabilities = Probabilities.of(outputs, row, independent);
                    double distance = 0;
                    for (int c = 0; c < probabilities.length; c++) {
                        double difference = probabilities[c] - right.share(row, c);
                        distance += difference * difference;
                    }
                    sum.add(independent ? distance / probabilities.length : distance);
                }
                rows += outputs.rows();
            }

            @Override
            public double value() {
                return rows == 0 ? Double.NaN : sum.value() / rows;
            }
        };
    }
}
