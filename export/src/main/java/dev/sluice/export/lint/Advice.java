package dev.sluice.export.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One thing to know before a model is shipped.
 *
 * @param effect of shipping the file as it is
 * @param rule a short id
 * @param place the node or value, or several
 * @param message the finding and the remedy
 * @param source of the rule: an issue, a specification, or a measurement
 */
public record Advice(Effect effect, String rule, String place, String message, String source) {
    /** The effect of shipping the file as it is. */
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

    /** The same said of several places once, in the order of the first of them. */
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

    /** One line. */
    @Override
    public String toString() {
        return effect.name().toLowerCase(Locale.ROOT) + " [" + rule + "] " + place + ": " + message + " (" + source
                + ")";
    }
}
