package dev.sluice.dashboard.view;

import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.Resources;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.train.EpochReport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that the page of one run shows.
 *
 * @param facts by the titles of their groups, then by name
 * @param results content of {@code results.json}; empty before the end
 * @param proof content of {@code proof.json} without its samples; empty if nothing was exported
 * @param resources used over time
 * @param log the end of the program's log
 * @param error the end of the stack trace of a failure
 * @param pictures names of pictures
 * @param experiment the experiment with all defaults, as YAML
 * @param changed files that are not those that the run wrote
 * @param unreadable reasons why parts are missing
 */
public record RunView(
        String id,
        String name,
        String state,
        String message,
        Map<String, Map<String, String>> facts,
        Progress progress,
        Curves curves,
        Map<String, Object> results,
        Map<String, Object> proof,
        List<Resources> resources,
        String log,
        String error,
        List<String> pictures,
        String experiment,
        List<String> changed,
        List<String> unreadable) {
    /** More would not fit into memory beside other runs. */
    private static final long MOST_METRICS = 256L << 20;

    private static final int MOST_LOG = 64 << 10;
    private static final int MOST_FACTS = 2000;
    private static final int MOST_RESOURCES = 2000;

    /**
     * The view of a run.
     *
     * @param pictures names of its pictures
     * @param figures part of the names of figures to draw; empty for all
     */
    public static RunView of(Run run, List<String> pictures, String figures) {
        Reading reading = new Reading();
        RunFacts facts = RunFacts.of(run);
        List<EpochReport> epochs = reading.part(() -> epochs(run), List.of());
        List<Resources> resources = reading.part(run::resources, List.of());
        return new RunView(
                run.id(),
                facts.group(FactGroup.OPTIONS).getOrDefault("name", run.id()),
                facts.group(FactGroup.RUN).getOrDefault("state", ""),
                facts.group(FactGroup.RUN).getOrDefault("message", ""),
                shown(facts),
                Progress.of(facts, reading.part(run::events, List.of()), epochs.size()),
                Curves.of(epochs, figures),
                reading.part(() -> TextFile.object(run, RunFile.RESULTS), Map.of()),
                reading.part(() -> TextFile.object(run, RunFile.PROOF), Map.of()),
                thinned(resources),
                reading.part(() -> TextFile.tail(run.file(RunFile.LOG), MOST_LOG), ""),
                reading.part(() -> TextFile.tail(run.file(RunFile.ERRORS), MOST_LOG), ""),
                pictures,
                reading.part(() -> TextFile.tail(run.file(RunFile.EXPERIMENT), MOST_LOG), ""),
                reading.part(run::changedFiles, List.of()),
                reading.failures());
    }

    /**
     * The epochs of a run.
     *
     * @throws RunException if the log was changed, or is too large to show
     */
    static List<EpochReport> epochs(Run run) throws IOException {
        var file = run.file(RunFile.METRICS);
        if (Files.isRegularFile(file) && Files.size(file) > MOST_METRICS) {
            throw new RunException(
                    RunFile.METRICS.fileName() + " has " + (Files.size(file) >> 20) + " MB, too many to draw");
        }
        return run.metrics();
    }

    private static Map<String, Map<String, String>> shown(RunFacts facts) {
        Map<String, Map<String, String>> shown = new LinkedHashMap<>();
        facts.groups().forEach((group, named) -> {
            Map<String, String> some = new LinkedHashMap<>();
            named.entrySet().stream().limit(MOST_FACTS).forEach(fact -> some.put(fact.getKey(), fact.getValue()));
            shown.put(group.title(), some);
        });
        return shown;
    }

    private static List<Resources> thinned(List<Resources> all) {
        int every = 1 + all.size() / MOST_RESOURCES;
        List<Resources> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i % every == 0 || i == all.size() - 1) {
                some.add(all.get(i));
            }
        }
        return some;
    }
}
