package dev.sluice.dashboard.view;

import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunAxes;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.train.EpochReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several runs side by side.
 *
 * @param runs in the order of the columns
 * @param differences facts that not all runs have in common
 * @param axes options and figures of parallel coordinates, each with a value for each run
 * @param unreadable reasons why parts are missing
 */
public record ComparisonView(
        List<Compared> runs, List<Difference> differences, Map<String, List<String>> axes, List<String> unreadable) {
    /** The most runs that a page compares. */
    public static final int MOST_RUNS = 200;

    private static final int MOST_DIFFERENCES = 1000;
    private static final Set<String> OWN = Set.of("id", "started", "ended", "note", "archived", "weights_sha256");

    /** A run and its curves. */
    public record Compared(String id, String name, String state, Curves curves) {}

    /**
     * A fact in which runs differ.
     *
     * @param group title of its group
     * @param values one for each run; empty where it has none
     */
    public record Difference(String group, String name, List<String> values) {}

    /** The comparison of some runs. */
    public static ComparisonView of(List<Run> runs, String figures) {
        Reading reading = new Reading();
        List<RunFacts> facts = runs.stream().map(RunFacts::of).toList();
        List<Compared> compared = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            List<EpochReport> epochs = reading.part(() -> RunView.epochs(run), List.of());
            compared.add(new Compared(
                    run.id(),
                    facts.get(i).group(FactGroup.OPTIONS).getOrDefault("name", run.id()),
                    facts.get(i).group(FactGroup.RUN).getOrDefault("state", ""),
                    Curves.of(epochs, figures)));
        }
        return new ComparisonView(compared, differences(facts), RunAxes.of(facts), reading.failures());
    }

    private static List<Difference> differences(List<RunFacts> facts) {
        List<Difference> differences = new ArrayList<>();
        for (FactGroup group : FactGroup.values()) {
            Set<String> names = new LinkedHashSet<>();
            facts.forEach(each -> names.addAll(each.group(group).keySet()));
            names.removeAll(OWN);
            for (String name : names) {
                List<String> values = facts.stream()
                        .map(each -> each.group(group).getOrDefault(name, ""))
                        .toList();
                if (Set.copyOf(values).size() > 1 && differences.size() < MOST_DIFFERENCES) {
                    differences.add(new Difference(group.title(), name, values));
                }
            }
        }
        return differences;
    }
}
