package dev.sluice.export.lint;

import java.util.Locale;

/**
 * One thing to know before a model is shipped.
 *
 * @param effect what would happen
 * @param rule a short id
 * @param place the node or value
 * @param message what was found and what would be right
 * @param source where the rule comes from: an issue, a specification, or a measurement
 */
public record Advice(Effect effect, String rule, String place, String message, String source) {
    /** What would happen. */
    public enum Effect {
        /** The runtime does not load or run the file. */
        REFUSED,
        /** It runs and gives other numbers. */
        MISREAD,
        /** It runs, but not where or as fast as was asked. */
        SLOW,
        /** Worth a look. */
        NOTE
    }

    /** Whether the file is of no use as it is. */
    public boolean isFatal() {
        return effect == Effect.REFUSED || effect == Effect.MISREAD;
    }

    /** One line. */
    @Override
    public String toString() {
        return effect.name().toLowerCase(Locale.ROOT) + " [" + rule + "] " + place + ": " + message + " (" + source
                + ")";
    }
}
