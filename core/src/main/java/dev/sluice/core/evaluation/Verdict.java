package dev.sluice.core.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The comparison of a model with its baselines by one figure.
 *
 * @param metric that decides, the first of the run
 * @param beats names of the baselines that are worse
 * @param doesNotBeat names of those that are as good or better
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Verdict(String metric, List<String> beats, List<String> doesNotBeat) {
    /** Copies the lists. */
    public Verdict {
        beats = List.copyOf(beats);
        doesNotBeat = List.copyOf(doesNotBeat);
    }

    /**
     * The verdict on a model.
     *
     * @param value of the model
     * @param largerIsBetter whether larger values are better
     */
    public static Verdict of(String metric, double value, boolean largerIsBetter, List<BaselineFigures> baselines) {
        List<String> beats = new ArrayList<>();
        List<String> doesNotBeat = new ArrayList<>();
        for (BaselineFigures baseline : baselines) {
            double other = baseline.figures().metrics().getOrDefault(metric, Double.NaN);
            if (!Double.isNaN(other)) {
                // A model without a figure beats nothing.
                boolean better = largerIsBetter ? value > other : value < other;
                (better ? beats : doesNotBeat).add(baseline.name());
            }
        }
        return new Verdict(metric, beats, doesNotBeat);
    }

    /** Returns whether there was anything to compare with. */
    public boolean compares() {
        return !beats.isEmpty() || !doesNotBeat.isEmpty();
    }

    /** Returns whether there was something to beat, and all of it was beaten. */
    public boolean beatsAll() {
        return doesNotBeat.isEmpty() && !beats.isEmpty();
    }
}
