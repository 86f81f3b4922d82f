package dev.sluice.cli.dataset;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the odd values of a column, of which the first different ones are kept. */
final class OddValues {
    private static final int MOST = 100;

    private final Map<String, OddValue> values = new LinkedHashMap<>();
    private long count;

    void add(String text, long line) {
        count++;
        OddValue before = values.get(text);
        if (before != null) {
            values.put(text, new OddValue(text, before.count() + 1, before.line()));
        } else if (values.size() < MOST) {
            values.put(text, new OddValue(text, 1, line));
        }
    }

    /** The number of all, kept or not. */
    long count() {
        return count;
    }

    /** Those that are kept, in the order of their texts. */
    List<OddValue> sorted() {
        return values.values().stream()
                .sorted(Comparator.comparing(OddValue::text))
                .toList();
    }
}
