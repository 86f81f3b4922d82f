package dev.sluice.core.train.metric;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.tensor.Matrix;

/** Accuracy over the targets that are not blank: the share of what a task such as copy memory asks for that is recalled. */
public final class Recall implements Metric {
    private final int blank;

    private final String name;

    /** The class that does not count. */
    public record Options(
            @Description("Class of the targets that are ignored") @Default("'-'")
            String blank) {}

    /** A metric of classes. */
    public Recall(Options options) {
        this(options.blank(), -1);
    }

    private Recall(String name, int blank) {
        this.name = name;
        this.blank = blank;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new Recall(
                name,
                target instanceof ClassEncoding classes
                        ? classes.labels().names().indexOf(name)
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

    @Override
    public boolean judgesDecisions() {
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
            RightClasses classes = RightClasses.of(outputs, targets);
            for (int row = 0; row < outputs.rows(); row++) {
                int wanted = classes.first(row);
                if (wanted != blank) {
                    asked++;
                    right += Rank.largest(outputs, row) == wanted ? 1 : 0;
                }
            }
        }

        @Override
        public double value() {
            return asked == 0 ? Double.NaN : (double) right / asked;
        }
    }
}
