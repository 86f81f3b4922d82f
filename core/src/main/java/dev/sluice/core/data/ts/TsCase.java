package dev.sluice.core.data.ts;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One line of the data.
 *
 * @param line in the file, from 1
 * @param target as it is written; empty if the file has none
 */
record TsCase(String file, int line, Sequence.Series series, String target, boolean number) {
    Example example(Example.Part part, boolean withTarget) {
        Map<String, Target> targets = withTarget ? Map.of(Example.TARGET, answer()) : Map.of();
        return new Example("", Map.of(Batch.FEATURES, series), targets, Origin.lines(file, line), part);
    }

    private Target answer() {
        return number
                ? new Target.Numbers(List.of(Double.parseDouble(target)))
                : new Target.Labels(new TreeSet<>(List.of(target)));
    }
}
