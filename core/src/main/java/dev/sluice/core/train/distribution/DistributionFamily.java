package dev.sluice.core.train.distribution;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputForm;
import java.util.Optional;
import org.apiguardian.api.API;

/** A family of distributions of one number, distinguished by the parameters that a head gives for each column. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface DistributionFamily extends OutputForm {
    /** The name of the family, for people: {@code normal distribution}. */
    String title();

    /** The meaning of a block in words: {@code deviation of the normal distribution}. */
    default String meaning(int block) {
        return blocks().get(block).name() + " of the " + title();
    }

    /** The block that the point answer is; -1 if it is computed from several. */
    default int pointBlock() {
        return 0;
    }

    /**
     * The interval from the quantile at {@code (1 - level) / 2} to that at {@code (1 + level) / 2}.
     *
     * @param outputs {@code [.., W·C]}
     * @param level share of answers in the interval, above 0 and below 1
     */
    Bounds bounds(Expr outputs, double level);

    /** The block that is the quantile at a level; -1 if none is. */
    default int blockAt(double level) {
        return -1;
    }

    /** A bound of an interval within what the family can be: counts are not below 0. */
    default Expr supported(Expr bound) {
        return bound;
    }

    /** The level of the interval that is given if none is requested. */
    default double usualLevel() {
        return 0.8;
    }

    /**
     * The distribution of one number.
     *
     * @param parameters one of each block, in order, in the units that the distribution shall have. Not modified.
     */
    Distribution of(double... parameters);

    /** Returns whether there are numbers that it rejects. */
    default boolean isChoosy() {
        return false;
    }

    /** Why a number cannot be of the family, as the end of a sentence about it; empty if it can. */
    default Optional<String> refusal(double number) {
        return Optional.empty();
    }

    /**
     * An interval as expressions, each {@code [.., C]}.
     *
     * @param low lower bound
     * @param high upper bound
     * @param unit size by which calibration widens both: the deviation, or 1
     * @param exact whether the bounds are the family's quantiles; otherwise they only approximate them, as a start for calibration
     */
    record Bounds(Expr low, Expr high, Expr unit, boolean exact) {}
}
