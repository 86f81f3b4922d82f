package dev.sluice.core.model;

import java.util.Map;

/**
 * What is asked of heads beside one answer from the pooled outputs, or one at each step.
 *
 * @param forecasts the head that forecasts a series, by its name; at most one
 * @param texts the head that writes a text, by its name; at most one
 */
public record HeadTasks(Map<String, ForecastTask> forecasts, Map<String, WritingTask> texts) {
    /** Copies the maps. */
    public HeadTasks {
        forecasts = Map.copyOf(forecasts);
        texts = Map.copyOf(texts);
    }

    /** Nothing beside. */
    public static HeadTasks none() {
        return new HeadTasks(Map.of(), Map.of());
    }
}
