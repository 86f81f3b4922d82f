package dev.sluice.core.evaluation;

import dev.sluice.core.option.Choice;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.metric.Metric;
import java.util.List;
import java.util.Optional;

/**
 * The figures that the answers to one target are judged by.
 *
 * @param metrics in the units of the data; those of distributions know no family yet
 * @param family of the distributions that the model predicts; empty where it predicts points or classes
 */
public record Measures(List<Choice<Metric>> metrics, Optional<DistributionFamily> family) {
    /** Copies the metrics. */
    public Measures {
        metrics = List.copyOf(metrics);
    }

    /** The metrics of the model's own answers. */
    List<Choice<Metric>> ofModel() {
        return family.map(this::of).orElse(metrics);
    }

    /** The metrics of answers that are distributions of a family. */
    List<Choice<Metric>> of(DistributionFamily predicted) {
        return metrics.stream()
                .map(metric -> new Choice<>(metric.name(), metric.component().forDistributions(predicted)))
                .toList();
    }

    /** The metrics of answers that are points. */
    List<Choice<Metric>> ofPoints() {
        return metrics.stream()
                .filter(metric -> !metric.component().readsParameters())
                .toList();
    }

    /** Returns whether there is a metric of distributions. */
    boolean judgeDistributions() {
        return family.isPresent()
                && metrics.stream().anyMatch(metric -> metric.component().readsParameters());
    }
}
