package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.ScanBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Applies a layer's options to the parts of a step while its cell is built, so that cells need not know of them.
 * Mutable while one layer is built.
 */
final class StepRegularizer {
    private final ParameterScope scope;
    private final ScanBuilder scan;
    private final Regularization options;
    private final double gradientClip;
    private final boolean training;
    private final Map<Integer, Expr> stateMasks = new LinkedHashMap<>();
    private boolean stateRead;
    private boolean weightSeen;
    private boolean firstSeen;
    private boolean otherSeen;

    /**
     * @param gradientClip limit of the gradient that a state carries from step to step; 0 for none
     * @param training whether random masks and clips are active
     */
    StepRegularizer(
            ParameterScope scope, ScanBuilder scan, Regularization options, double gradientClip, boolean training) {
        this.scope = scope;
        this.scan = scan;
        this.options = options;
        this.gradientClip = gradientClip;
        this.training = training;
    }

    /** A state as the cell reads it. */
    Expr state(Expr placeholder) {
        return training && gradientClip > 0 ? Exprs.clipGradient(placeholder, gradientClip) : placeholder;
    }

    /** A state as recurrent products read it, {@code [B, H]}: one mask for all gates of the layer (Gal and Ghahramani, 2016). */
    Expr recurrentInput(Expr h) {
        stateRead = true;
        if (!training || options.recurrentDropout() == 0) {
            return h;
        }
        return h.mul(stateMasks.computeIfAbsent(h.shape().fixed(-1), this::stateMask));
    }

    private Expr stateMask(int size) {
        String purpose = scope.qualified("recurrent_dropout." + size);
        Expr mask = Dropout.mask(purpose, options.recurrentDropout(), options.variational(), size);
        return options.variational() ? mask : scan.input("recurrent_dropout." + size, mask);
    }

    /** The weight of a recurrent product, {@code [out, in]}. */
    Expr recurrentWeight(String name, Expr weight) {
        weightSeen = true;
        return training ? Dropout.apply(scope.qualified(name) + ".drop", options.weightDrop(), weight) : weight;
    }

    /** A state's value at the end of the step: in training some elements keep their old value; in inference all do in part. */
    Expr next(String name, boolean first, Expr old, Expr next) {
        firstSeen |= first;
        otherSeen |= !first;
        double keep = first ? options.zoneout() : options.zoneoutCell();
        if (keep == 0) {
            return next;
        }
        if (!training) {
            return old.mul(keep).add(next.mul(1 - keep));
        }
        Expr mask = Dropout.mask(
                scope.qualified(name + ".zoneout"), keep, false, old.shape().fixed(-1));
        return Exprs.select(scan.input(name + ".zoneout", mask), next, old);
    }

    /**
     * Refuses options that did not apply to anything, or that would give the cell wrong information.
     *
     * @param readsMask whether the cell reads which values were measured
     * @throws ModelConfigException naming an alternative
     */
    void check(boolean readsMask) {
        if (!weightSeen && options.weightDrop() > 0) {
            throw nothing(
                    "weight_drop",
                    "weights of recurrent products U h",
                    "zoneout, which works for most cells, or dropout");
        }
        if (!stateRead && options.recurrentDropout() > 0) {
            throw nothing(
                    "recurrent_dropout",
                    "states that recurrent products U h read",
                    "zoneout, which works for most cells, or dropout");
        }
        if (!firstSeen && options.zoneout() > 0) {
            throw nothing("zoneout", "a first state that may keep an old value", "dropout");
        }
        if (!otherSeen && options.zoneoutCell() > 0) {
            throw nothing("zoneout_cell", "states beside the first that may keep an old value", "zoneout");
        }
        if (readsMask && options.inputDropout() > 0) {
            throw new ModelConfigException(
                    "encoder.regularization.input_dropout zeroes values that were measured, but the"
                            + " cell of " + scope.prefix()
                            + " reads a mask and would remember the zeros as measured; take"
                            + " recurrent_dropout, or dropout in the head");
        }
    }

    private ModelConfigException nothing(String option, String what, String instead) {
        return new ModelConfigException("encoder.regularization." + option + " acts on " + what + ", but the cell of "
                + scope.prefix() + " has none; take " + instead);
    }
}
