package dev.sluice.core.data;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * Weights of a target in its loss: those of its classes, times those of the example and of the step. Anything without a label has weight 0.
 *
 * @param classes weights by name; 1 for those that are not named
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Weighing(Map<String, Double> classes) {
    /** Copies the map. */
    public Weighing {
        classes = Collections.unmodifiableMap(new TreeMap<>(classes));
    }

    /** The weight of a target of a whole example, or of one step: the mean of its classes; 0 if it is missing. */
    double of(Target target) {
        return switch (target) {
            case Target.Missing missing -> 0;
            case Target.Horizon horizon -> 1;
            case Target.Text text -> 1;
            case Target.Next next -> 1;
            case Target.Numbers numbers -> isMissing(numbers) ? 0 : 1;
            case Target.Labels labels ->
                labels.labels().stream()
                        .mapToDouble(label -> classes.getOrDefault(Labels.canonical(label), 1.0))
                        .average()
                        .orElse(1);
            case Target.Steps steps -> throw new IllegalArgumentException("steps are weighed one by one");
        };
    }

    /** Returns whether a target is not given; one of steps, whether none of them is. */
    public static boolean isMissing(Target target) {
        return switch (target) {
            case Target.Missing missing -> true;
            case Target.Numbers numbers -> numbers.values().stream().anyMatch(value -> Double.isNaN(value));
            case Target.Labels labels -> false;
            case Target.Horizon horizon -> false;
            case Target.Text text -> false;
            case Target.Next next -> false;
            case Target.Steps steps -> steps.steps().stream().allMatch(Weighing::isMissing);
        };
    }
}
