package dev.sluice.bench.work;

import java.util.Locale;

/** The part of a training step that is timed. */
public enum Pass {
    /** Outputs from inputs. */
    FORWARD,
    /** Outputs and the gradients of all parameters, from given gradients of the outputs. None of the input. */
    GRADIENT,
    /** The same, then the gradients' norm clipped to 1 and one update by Adam. */
    STEP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
