package dev.sluice.tuning.journal;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Converts assignments, measurements and outcomes to and from JSON objects.
 *
 * @param space of the assignments
 */
public record SearchJson(SearchSpace space) {
    /** The assignment in an object of values by name. */
    public Assignment assignment(JsonFields values) {
        return space.assignment(values.values());
    }

    /** A measurement as an object. */
    public static Map<String, Object> of(Measurement measurement) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("step", measurement.step());
        block.put("values", measurement.values());
        return block;
    }

    /** The measurement in an object. */
    public Measurement measurement(JsonFields block) {
        return new Measurement(block.integer("step"), block.numbers("values"));
    }

    /** An outcome as an object. */
    public static Map<String, Object> of(Outcome outcome) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("is", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        switch (outcome) {
            case Outcome.Completed completed -> block.put("values", completed.values());
            case Outcome.Failed failed -> block.put("reason", failed.reason());
            default -> {}
        }
        return block;
    }

    /** The outcome in an object. */
    public Outcome outcome(JsonFields block) {
        String is = block.text("is");
        return switch (is) {
            case "completed" -> new Outcome.Completed(block.numbers("values"));
            case "failed" -> new Outcome.Failed(block.text("reason"));
            case "paused" -> new Outcome.Paused();
            case "pruned" -> new Outcome.Pruned();
            case "diverged" -> new Outcome.Diverged();
            case "pending" -> new Outcome.Pending();
            default -> throw new IllegalArgumentException("no outcome is called '" + is + "'");
        };
    }
}
