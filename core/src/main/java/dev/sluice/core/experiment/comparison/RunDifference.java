package dev.sluice.core.experiment.comparison;

import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The facts in which two runs differ, without those that always differ, such as names and times.
 *
 * @param changes by group, in the order of {@link FactGroup}; a group without changes is missing
 * @param divergence first difference of their trainings; empty if the figures of all common epochs are equal
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record RunDifference(Map<FactGroup, List<Change>> changes, Optional<Divergence> divergence) {
    /** Facts that always differ between runs. */
    private static final Set<String> OWN = Set.of("id", "started", "ended", "seconds", "tags", "note", "archived");

    /** Copies the map. */
    public RunDifference {
        Map<FactGroup, List<Change>> copy = new EnumMap<>(FactGroup.class);
        changes.forEach((group, list) -> copy.put(group, List.copyOf(list)));
        changes = copy;
    }

    /**
     * A fact with two values.
     *
     * @param first null if the first run has none
     * @param second null if the second run has none
     */
    public record Change(
            String name, @Nullable String first, @Nullable String second) {}

    /** The difference between two runs. */
    public static RunDifference between(Run first, Run second) throws IOException {
        RunFacts one = RunFacts.of(first);
        RunFacts other = RunFacts.of(second);
        Map<FactGroup, List<Change>> changes = new EnumMap<>(FactGroup.class);
        for (FactGroup group : FactGroup.values()) {
            List<Change> found = changes(one.group(group), other.group(group));
            if (!found.isEmpty()) {
                changes.put(group, found);
            }
        }
        return new RunDifference(changes, Divergence.between(first.metrics(), second.metrics()));
    }

    private static List<Change> changes(Map<String, String> one, Map<String, String> other) {
        Set<String> names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        names.removeAll(OWN);
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            String first = one.get(name);
            String second = other.get(name);
            if (first == null || !first.equals(second)) {
                changes.add(new Change(name, first, second));
            }
        }
        return changes;
    }

    /** Returns whether both trained on the same data to the same weights and figures, to the last bit. */
    public boolean hasSameOutcome() {
        return divergence.isEmpty() && !changes.containsKey(FactGroup.DATA) && !changes.containsKey(FactGroup.RESULTS);
    }
}
