package dev.sluice.export.keras;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remarks for the user about the reading of a model. */
public final class KerasNotes {
    private final Set<String> dropped = new LinkedHashSet<>();
    private final Set<String> masked = new LinkedHashSet<>();
    private final Set<String> stateful = new LinkedHashSet<>();
    private final List<String> more = new ArrayList<>();

    void dropped(String layer) {
        dropped.add(layer);
    }

    void masked(String layer) {
        masked.add(layer);
    }

    /** Returns whether a layer creates a mask. */
    boolean isMasking(String layer) {
        return masked.contains(layer);
    }

    void stateful(String layer) {
        stateful.add(layer);
    }

    void add(String note) {
        more.add(note);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (masked.isEmpty()) {
            lines.add(
                    "Keras has no mask in this model, so it read padded steps like any others; here a row ends at its length");
        } else {
            lines.add("the mask of " + names(masked)
                    + " became an input, the lengths of rows: padding behind them is masked as in Keras, but a masked step amid a row is"
                    + " read, not skipped");
        }
        if (!dropped.isEmpty()) {
            lines.add("dropout and noise of " + names(dropped)
                    + " do nothing outside training and were left out; the experiment may have its own");
        }
        if (!stateful.isEmpty()) {
            lines.add(names(stateful) + " kept states from batch to batch in Keras; here each sequence begins at zero");
        }
        lines.addAll(more);
        return lines;
    }

    private static String names(Set<String> layers) {
        return "'" + String.join("', '", layers) + "'";
    }
}
