package dev.sluice.export.variant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of writing a variant of a model.
 *
 * @param passed whether its proof holds; otherwise it is not written
 * @param facts facts for {@code proof.json}
 * @param summary summary as lines of text
 */
public record VariantReport(boolean passed, Map<String, Object> facts, List<String> summary) {
    /** Copies both, keeping the order. */
    public VariantReport {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        summary = List.copyOf(summary);
    }
}
