package dev.sluice.core.evaluation;

import dev.sluice.core.train.metric.ConfusionCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * How often examples of each class were taken for each class, where classes exclude each other.
 *
 * @param labels in their order
 * @param counts a row for each right class, a column for each predicted one
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ConfusionMatrix(List<String> labels, List<List<Long>> counts) {
    /** Beyond that many classes a table is too large to read. */
    private static final int MOST_CLASSES = 200;

    /** Copies the lists. */
    public ConfusionMatrix {
        labels = List.copyOf(labels);
        counts = counts.stream().map(List::copyOf).toList();
    }

    /** Returns whether a table of that many classes is worth making. */
    static boolean suits(int classes) {
        return classes > 1 && classes <= MOST_CLASSES;
    }

    /** The table of what was counted; empty if nothing was. */
    static Optional<ConfusionMatrix> of(List<String> labels, ConfusionCounts counts) {
        if (counts.classes() == 0) {
            return Optional.empty();
        }
        List<List<Long>> rows = new ArrayList<>();
        for (int right = 0; right < counts.classes(); right++) {
            List<Long> row = new ArrayList<>();
            for (int said = 0; said < counts.classes(); said++) {
                row.add(counts.of(right, said));
            }
            rows.add(row);
        }
        return Optional.of(new ConfusionMatrix(labels, rows));
    }
}
