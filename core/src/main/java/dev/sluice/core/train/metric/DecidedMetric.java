package dev.sluice.core.train.metric;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;

/**
 * A metric of the classes that are predicted with thresholds of their own.
 *
 * @param metric of scores that are decided at 0
 * @param classes with thresholds
 */
public record DecidedMetric(Metric metric, ClassEncoding classes) implements Metric {
    /** A metric for classes: as it is, unless it judges decisions and they have thresholds. */
    public static Metric of(Metric metric, TargetEncoding columns) {
        return columns instanceof ClassEncoding classes && !classes.thresholds().isEmpty() && metric.judgesDecisions()
                ? new DecidedMetric(metric, classes)
                : metric;
    }

    /** Returns whether a metric is a match of whole examples, with thresholds or without. */
    public static boolean isExactMatch(Metric metric) {
        return metric instanceof ExactMatch
                || (metric instanceof DecidedMetric(Metric inner, var c) && isExactMatch(inner));
    }

    @Override
    public boolean largerIsBetter() {
        return metric.largerIsBetter();
    }

    @Override
    public boolean judgesDecisions() {
        return true;
    }

    @Override
    public Count start() {
        Count count = metric.start();
        return new Count() {
            @Override
            public void add(Matrix outputs, Matrix targets) {
                count.add(classes.decided(outputs), targets);
            }

            @Override
            public void add(Matrix outputs, Matrix targets, List<Yardstick> yardsticks) {
                count.add(classes.decided(outputs), targets, yardsticks);
            }

            @Override
            public void addSequence(Matrix outputs, Matrix targets) {
                count.addSequence(classes.decided(outputs), targets);
            }

            @Override
            public double value() {
                return count.value();
            }

            @Override
            public Map<String, Double> byClass() {
                return count.byClass();
            }
        };
    }
}
