package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.distribution.DistributionFamily;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/** A figure over a whole split, collected batch by batch. An immutable recipe; {@link #start} begins a count. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public interface Metric {
    /** Begins a count. */
    Count start();

    /**
     * This metric for a target: its classes, and whether they exclude each other, or numbers.
     *
     * @throws IllegalArgumentException if it cannot evaluate such a target
     */
    default Metric forTarget(TargetEncoding target) {
        return this;
    }

    /** This metric of the distributions that a head predicts; a metric of points evaluates their point answers. */
    default Metric forDistributions(DistributionFamily family) {
        return this;
    }

    /**
     * Returns whether it judges distributions: then its counts are given the parameters that the head predicts, {@code [B, W·C]},
     * in the units of the data, instead of points.
     */
    default boolean readsParameters() {
        return false;
    }

    /**
     * Returns whether it judges which classes are predicted, so that thresholds change it: it takes a label of which several may hold
     * for predicted where its score is above 0, and otherwise the one with the largest score.
     */
    default boolean judgesDecisions() {
        return false;
    }

    /** Returns whether larger values are better. */
    boolean largerIsBetter();

    /** One count. */
    interface Count {
        /**
         * Adds examples, one in each row. Numbers are in the units of the data.
         *
         * @param outputs of the head, {@code [B, C]}: scores before softmax or sigmoid, or numbers. Not modified.
         * @param targets {@code [B, C]}; of classes, {@code [B, 1]} where each example has exactly one: {@link RightClasses} reads
         *     both. Not modified.
         */
        void add(Matrix outputs, Matrix targets);

        /**
         * Adds forecasts whose series are known, one in each row. Unless a metric measures by a naive forecast, it is the same as
         * {@link #add(Matrix, Matrix)}.
         *
         * @param outputs {@code [B, H · V]}. Not modified.
         * @param targets {@code [B, H · V]}. Not modified.
         * @param yardsticks one for each row
         */
        default void add(Matrix outputs, Matrix targets, List<Yardstick> yardsticks) {
            add(outputs, targets);
        }

        /**
         * Adds one sequence of a head with outputs at every step. Unless a metric looks at whole sequences, each step counts
         * like an example of its own.
         *
         * @param outputs of its valid steps, in the order of time, {@code [T, C]}. Not modified.
         * @param targets {@code [T, C]}. Not modified.
         */
        default void addSequence(Matrix outputs, Matrix targets) {
            add(outputs, targets);
        }

        /** The figure over all that was added; NaN if nothing was, or if it is not defined for that. */
        double value();

        /** The figure of each class by itself, by its name, for metrics that have one; empty for others. */
        default Map<String, Double> byClass() {
            return Map.of();
        }
    }
}
