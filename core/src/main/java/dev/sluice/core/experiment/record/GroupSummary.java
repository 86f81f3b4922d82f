package dev.sluice.core.experiment.record;

import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.train.Scores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * {@code group-results.json}: the figures of a group of runs on their test parts, in the folder of its first run.
 *
 * @param runs ids of the finished runs
 * @param members that there are to be
 * @param test loss and metrics of the models, by name
 * @param baselines metrics of the baselines, by the baseline's name and the metric's
 * @param beatsBaselines the number of runs whose model beats all of its baselines; of those that have any
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record GroupSummary(
        List<String> runs,
        int members,
        Map<String, Spread> test,
        Map<String, Map<String, Spread>> baselines,
        int beatsBaselines) {
    /** Copies the collections, keeping their order. */
    public GroupSummary {
        runs = List.copyOf(runs);
        test = Collections.unmodifiableMap(new LinkedHashMap<>(test));
        baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
    }

    /** The figures of runs, of which those that have no results are left out. */
    static GroupSummary of(List<Run> members, int wanted) {
        List<String> runs = new ArrayList<>();
        Map<String, List<Double>> test = new LinkedHashMap<>();
        Map<String, Map<String, List<Double>>> baselines = new LinkedHashMap<>();
        int beats = 0;
        for (Run run : members) {
            Optional<Results> results = run.state() == RunState.FINISHED ? run.results() : Optional.empty();
            if (results.isEmpty()) {
                continue;
            }
            runs.add(run.id());
            Scores scores = results.get().test().scores();
            scores.metrics().forEach((name, value) -> add(test, name, value));
            add(test, Scores.LOSS, scores.loss());
            for (BaselineFigures baseline : results.get().baselines()) {
                baseline.figures()
                        .metrics()
                        .forEach((name, value) -> add(
                                baselines.computeIfAbsent(baseline.name(), none -> new LinkedHashMap<>()),
                                name,
                                value));
            }
            beats += results.get().verdict() != null && results.get().verdict().beatsAll() ? 1 : 0;
        }
        Map<String, Map<String, Spread>> beside = new LinkedHashMap<>();
        baselines.forEach((name, figures) -> beside.put(name, spreads(figures)));
        return new GroupSummary(runs, wanted, spreads(test), beside, beats);
    }

    private static void add(Map<String, List<Double>> figures, String name, double value) {
        if (!Double.isNaN(value)) {
            figures.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
        }
    }

    private static Map<String, Spread> spreads(Map<String, List<Double>> figures) {
        Map<String, Spread> spreads = new LinkedHashMap<>();
        figures.forEach((name, values) -> spreads.put(name, Spread.of(values)));
        return spreads;
    }

    /** Returns whether all members are finished. */
    public boolean isComplete() {
        return runs.size() == members;
    }
}
