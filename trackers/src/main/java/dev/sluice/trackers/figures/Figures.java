package dev.sluice.trackers.figures;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.train.EpochReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of a run as trackers name them: {@code training/loss}, {@code validation/accuracy}, {@code test/accuracy}.
 *
 * @param step epoch, from 1
 * @param time when it ended
 * @param values by name
 */
public record Figures(int step, Instant time, Map<String, Double> values) {
    /** The figures of the epochs after the first {@code after}, in order. */
    public static List<Figures> ofEpochs(Run run, int after) throws IOException {
        Map<Integer, Instant> times = new HashMap<>();
        for (RunEvent event : run.events()) {
            if (event instanceof RunEvent.EpochEnded ended) {
                times.put(ended.epoch(), ended.time());
            }
        }
        List<Figures> figures = new ArrayList<>();
        for (EpochReport epoch : run.metrics()) {
            // The event is written after the figures: an epoch without one is not complete yet.
            if (epoch.epoch() > after && times.containsKey(epoch.epoch())) {
                figures.add(new Figures(epoch.epoch(), times.get(epoch.epoch()), values(epoch)));
            }
        }
        return figures;
    }

    private static Map<String, Double> values(EpochReport epoch) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("training/loss", epoch.trainingLoss());
        values.put("training/learning_rate", epoch.learningRate());
        values.put("training/gradient_norm", epoch.gradientNorm());
        if (!Double.isNaN(epoch.validation().loss())) {
            values.put("validation/loss", epoch.validation().loss());
        }
        epoch.validation().metrics().forEach((name, value) -> values.put("validation/" + name, value));
        return values;
    }

    /** The figures on the test part, at the epoch of the best weights; empty if there are none. */
    public static List<Figures> ofTest(Run run) {
        return run
                .results()
                .map(results -> {
                    Map<String, Double> values = new LinkedHashMap<>();
                    if (results.test().examples() > 0) {
                        values.put("test/loss", results.test().scores().loss());
                        results.test().scores().metrics().forEach((name, value) -> values.put("test/" + name, value));
                    }
                    return new Figures(results.bestEpoch(), run.ended().orElseGet(run::started), values);
                })
                .stream()
                .toList();
    }
}
