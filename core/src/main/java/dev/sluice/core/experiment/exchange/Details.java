package dev.sluice.core.experiment.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * What a model outputs in addition to predicted numbers: parameters of their distribution, and bounds of an interval.
 *
 * @param numbers by the part of the output's name after the point's, such as {@code q0.1}, {@code deviation} or {@code low}: one number
 *     for each column, in one list or in one for each step
 * @param interval that the model gives; empty in {@link #none}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Details(Map<String, List<List<Double>>> numbers, IntervalParts interval) {
    private static final Details NONE = new Details(Map.of(), new IntervalParts(0, "", ""));

    /**
     * The parts that bound an interval.
     *
     * @param level share of the true numbers that it should hold; 0 if there is no interval
     * @param low name of the part with the lower bounds
     * @param high name of the part with the upper bounds
     */
    public record IntervalParts(double level, String low, String high) {}

    /** Copies the map, keeping its order. */
    public Details {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    /** Nothing. */
    public static Details none() {
        return NONE;
    }

    /** Returns whether there is an interval. */
    public boolean hasInterval() {
        return interval.level() > 0;
    }
}
