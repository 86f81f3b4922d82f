package dev.sluice.core.model;

import dev.sluice.core.option.Description;
import java.util.List;

/** The direction of time in a layer. */
public enum Direction {
    /** From the first step to the last. */
    @Description("From the first step to the last.")
    FORWARD(false),

    /** From each row's last valid step to the first; outputs keep the order of the inputs. */
    @Description("From the last step of each row to the first.")
    BACKWARD(true),

    /** Both, side by side on the same input. */
    @Description("Both directions, side by side (Schuster and Paliwal, 1997).")
    BIDIRECTIONAL(false, true);

    private final List<Boolean> reversals;

    Direction(Boolean... reversals) {
        this.reversals = List.of(reversals);
    }

    /** The loops of a layer, true for one that runs in reverse; forward comes first. */
    List<Boolean> reversals() {
        return reversals;
    }
}
