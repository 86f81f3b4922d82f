package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;

/**
 * The F1 score of all decisions together, {@code 2 TP / (2 TP + FP + FN)}, so that frequent classes count more than rare ones. Where
 * classes exclude each other it is the accuracy, since each mistake is both: a class that is named wrongly and one that is missed.
 */
public final class MicroF1 implements Metric {
    private final Columns columns;

    /** Of classes that exclude each other. */
    public MicroF1() {
        this(Columns.UNKNOWN);
    }

    private MicroF1(Columns columns) {
        this.columns = columns;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new MicroF1(Columns.ofClasses(target, "f1-micro"));
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
        return columns.independent()
                ? new Together()
                : new HitCount((outputs, targets, row) -> Rank.hit(outputs, targets, row, 1));
    }

    private static final class Together implements Count {
        private final Decisions decisions = new Decisions();

        @Override
        public void add(Matrix outputs, Matrix targets) {
            decisions.add(outputs, targets);
        }

        @Override
        public double value() {
            return decisions.microF1();
        }
    }
}
