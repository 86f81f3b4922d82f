package dev.sluice.core.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a unit may track in a text: quantities of each step that a reader would count. */
final class Tracked {
    private static final String OPENING = "([{<";
    private static final String CLOSING = ")]}>";

    private Tracked() {}

    /** Quantities by name, each with a number for every step. */
    static Map<String, List<Double>> of(List<String> steps, boolean text) {
        Map<String, List<Double>> tracked = new LinkedHashMap<>();
        List<Double> position = new ArrayList<>();
        for (int t = 0; t < steps.size(); t++) {
            position.add((double) t);
        }
        tracked.put("position", position);
        if (text) {
            tracked.put("bracket depth", depth(steps));
            tracked.put("inside quotes", quoted(steps));
            tracked.put("steps since a space", sinceSpace(steps));
        }
        return tracked;
    }

    private static List<Double> depth(List<String> steps) {
        List<Double> depths = new ArrayList<>();
        double depth = 0;
        for (String step : steps) {
            if (step.length() == 1 && OPENING.contains(step)) {
                depth++;
            } else if (step.length() == 1 && CLOSING.contains(step)) {
                depth = Math.max(0, depth - 1);
            }
            depths.add(depth);
        }
        return depths;
    }

    private static List<Double> quoted(List<String> steps) {
        List<Double> inside = new ArrayList<>();
        boolean open = false;
        for (String step : steps) {
            open ^= step.equals("\"");
            inside.add(open ? 1.0 : 0.0);
        }
        return inside;
    }

    private static List<Double> sinceSpace(List<String> steps) {
        List<Double> since = new ArrayList<>();
        double count = 0;
        for (String step : steps) {
            count = step.isBlank() ? 0 : count + 1;
            since.add(count);
        }
        return since;
    }
}
