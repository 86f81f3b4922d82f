package dev.sluice.dashboard.view;

import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Figures over epochs.
 *
 * @param epochs of the points
 * @param figures values at these epochs, by name; NaN where one was not measured
 * @param names number of all figures, of which at most {@link #MOST_FIGURES} are here
 * @param every the distance of the points, in epochs: more than 1 in a training too long to draw each
 * @param best the epoch of the best weights; 0 if none has ended
 */
public record Curves(List<Integer> epochs, Map<String, List<Double>> figures, int names, int every, int best) {
    /** Figures that a page draws. */
    static final int MOST_FIGURES = 60;

    /** Points of a curve that a page draws. */
    static final int MOST_POINTS = 4000;

    private static final String TRAINING_LOSS = "training.loss";
    private static final String VALIDATION = "validation.";

    /**
     * The curves of a training.
     *
     * @param reports of its epochs
     * @param wanted part of the names of figures to draw; empty for all
     */
    public static Curves of(List<EpochReport> reports, String wanted) {
        Set<String> all = new LinkedHashSet<>(List.of(TRAINING_LOSS, VALIDATION + Scores.LOSS));
        reports.forEach(report -> report.validation().metrics().keySet().forEach(name -> all.add(VALIDATION + name)));
        all.add("learning_rate");
        all.add("gradient_norm");
        List<String> drawn = all.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT)))
                .limit(MOST_FIGURES)
                .toList();
        int every = 1 + (reports.size() - 1) / MOST_POINTS;
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        drawn.forEach(name -> figures.put(name, new ArrayList<>()));
        List<Integer> epochs = new ArrayList<>();
        int best = 0;
        for (int i = 0; i < reports.size(); i++) {
            EpochReport report = reports.get(i);
            best = report.best() ? report.epoch() : best;
            if (i % every == 0 || i == reports.size() - 1) {
                epochs.add(report.epoch());
                figures.forEach((name, values) -> values.add(value(report, name)));
            }
        }
        figures.values().removeIf(values -> values.stream().allMatch(value -> value.isNaN()));
        return new Curves(epochs, figures, all.size(), every, best);
    }

    private static double value(EpochReport report, String name) {
        return switch (name) {
            case TRAINING_LOSS -> report.trainingLoss();
            case "learning_rate" -> report.learningRate();
            case "gradient_norm" -> report.gradientNorm();
            default -> report.validation().figure(name.substring(VALIDATION.length()));
        };
    }
}
