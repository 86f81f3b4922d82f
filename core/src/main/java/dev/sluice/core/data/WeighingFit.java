package dev.sluice.core.data;

import dev.sluice.core.error.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the targets that are not all judged alike, and the weights of their classes. */
final class WeighingFit {
    private final WeightsConfig config;
    private final Pieces training;
    private final Pieces all;

    /**
     * A fit.
     *
     * @param training part, in which classes are counted
     * @param all examples, which may have no label or weights of their own
     */
    WeighingFit(WeightsConfig config, Pieces training, Pieces all) {
        this.config = config;
        this.training = training;
        this.all = all;
    }

    /**
     * The weighing of those targets that need one, by name.
     *
     * @throws DataException if weights are given for what has no such classes
     */
    Map<String, Weighing> of(Map<String, TargetEncoding> targets) {
        requireKnown(targets);
        boolean weights = all.ask(piece -> piece.stream().anyMatch(WeighingFit::isWeighed), Boolean::logicalOr);
        Map<String, Weighing> weighing = new LinkedHashMap<>();
        targets.forEach((name, encoding) -> {
            Map<String, Double> classes = encoding.columns() instanceof ClassEncoding known && !known.severalMayHold()
                    ? classes(name, known, encoding.everyStep())
                    : Map.of();
            boolean steps = encoding.everyStep();
            boolean missing = all.ask(
                    piece -> ContractFit.targets(name, piece, steps).anyMatch(Weighing::isMissing), Boolean::logicalOr);
            if (weights || missing || !classes.isEmpty()) {
                weighing.put(name, new Weighing(classes));
            }
        });
        return weighing;
    }

    private void requireKnown(Map<String, TargetEncoding> targets) {
        if (config.isEqual()) {
            return;
        }
        TreeSet<String> known = new TreeSet<>();
        targets.values().forEach(encoding -> {
            boolean text = encoding instanceof WrittenEncoding || encoding instanceof TranscriptEncoding;
            if (!text && encoding.columns() instanceof ClassEncoding classes && !classes.severalMayHold()) {
                known.addAll(classes.labels().names());
            }
        });
        if (known.isEmpty()) {
            throw new DataException("data.weights weighs classes that exclude each other, but no target has such; where"
                    + " several may hold, set positive_weight of the loss binary-cross-entropy, and give numbers weights"
                    + " of their own in a column (weight)");
        }
        config.byClass().keySet().forEach(name -> {
            if (!known.contains(Labels.canonical(name))) {
                throw new DataException("data.weights.by_class: there is no class '" + name + "'"
                        + Suggestions.choice(name, "there is", known));
            }
        });
    }

    /** Weights of the classes; none if all weigh the same. */
    private Map<String, Double> classes(String name, ClassEncoding classes, boolean everyStep) {
        Map<String, Double> weights = new TreeMap<>();
        if (config.classes() == WeightsConfig.Classes.BALANCED) {
            Map<String, Long> counts = training.ask(piece -> counts(name, piece, everyStep), (a, b) -> {
                b.forEach((label, count) -> a.merge(label, count, Long::sum));
                return a;
            });
            double sum = counts.values().stream().mapToLong(Long::longValue).sum();
            counts.forEach((label, count) -> weights.put(label, sum / (counts.size() * count)));
        }
        config.byClass().forEach((label, weight) -> {
            if (classes.labels().names().contains(Labels.canonical(label))) {
                weights.put(Labels.canonical(label), weight);
            }
        });
        return weights;
    }

    private static Map<String, Long> counts(String name, List<Example> piece, boolean everyStep) {
        Map<String, Long> counts = new TreeMap<>();
        ContractFit.targets(name, piece, everyStep).forEach(target -> {
            if (target instanceof Target.Labels labels) {
                labels.labels().forEach(label -> counts.merge(Labels.canonical(label), 1L, Long::sum));
            }
        });
        return counts;
    }

    private static boolean isWeighed(Example example) {
        return example.weight() != 1
                || example.targets().values().stream()
                        .anyMatch(target -> target instanceof Target.Steps steps
                                && !steps.weights().isEmpty());
    }
}
