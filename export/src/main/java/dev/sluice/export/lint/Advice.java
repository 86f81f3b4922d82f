package dev.sluice.export.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A warning or note about a file before it is shipped.
 *
 * @param effect the effect of shipping the file unchanged
 * @param rule short id of the rule
 * @param place the node or value, or several of them
 * @param message the finding and the remedy
 * @param source the rule's source: an issue, a specification, or a measurement
 */
public record Advice(Effect effect, String rule, String place, String message, String source) {
    /** The effect of shipping a file unchanged. */
    public enum Effect {
        /** The runtime does not load or run the file. */
        REFUSED,
        /** The file runs but gives wrong numbers. */
        MISREAD,
        /** The file runs, but not on the requested device or not at full speed. */
        SLOW,
        /** Of interest, but harmless. */
        NOTE
    }

    /** Returns whether the file is unusable as it is. */
    public boolean isFatal() {
        return effect == Effect.REFUSED || effect == Effect.MISREAD;
    }

    /** Merges identical advice about several places, in the order of the first place. */
    static List<Advice> joined(List<Advice> advice) {
        Map<Advice, List<String>> places = new LinkedHashMap<>();
        for (Advice each : advice) {
            Advice anywhere = new Advice(each.effect, each.rule, "", each.message, each.source);
            places.computeIfAbsent(anywhere, key -> new ArrayList<>()).add(each.place);
        }
        List<Advice> joined = new ArrayList<>();
        places.forEach((each, where) ->
                joined.add(new Advice(each.effect, each.rule, place(where), each.message, each.source)));
        return joined;
    }

    private static String place(List<String> places) {
        return places.size() <= 2
                ? String.join(" and ", places)
                : places.size() + " places, first " + places.getFirst();
    }

    /** The advice on one line. */
    @Override
    public String toString() {
        return effect.name().toLowerCase(Locale.ROOT) + " [" + rule + "] " + place + ": " + message + " (" + source
                + ")";
    }
}
