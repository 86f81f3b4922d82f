package dev.sluice.cli.dataset;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Counts the distances between the times of a column, all written in one form. */
final class TimeCount {
    private static final int MOST_STEPS = 1000;

    private final TimeForm form;
    private final Map<Double, Long> steps = new HashMap<>();
    private String first = "";
    private String last = "";
    private double before = Double.NaN;

    TimeCount(TimeForm form) {
        this.form = form;
    }

    /** Adds a cell; returns whether it is written in this form. */
    boolean add(String cell) {
        OptionalDouble seconds = form.seconds(cell);
        if (seconds.isEmpty()) {
            return false;
        }
        first = first.isEmpty() ? cell : first;
        last = cell;
        step(seconds.getAsDouble());
        return true;
    }

    private void step(double seconds) {
        double step = seconds - before;
        before = seconds;
        if (!Double.isNaN(step) && (steps.size() < MOST_STEPS || steps.containsKey(step))) {
            steps.merge(step, 1L, Long::sum);
        }
    }

    /** The number of steps of the most frequent distance, by which one of several possible forms is chosen. */
    long regular() {
        return steps.getOrDefault(usual(), 0L);
    }

    Column.TimeSteps steps() {
        double usual = usual();
        long unusual = 0;
        long backwards = 0;
        for (Map.Entry<Double, Long> step : steps.entrySet()) {
            unusual += step.getKey() > 0 && step.getKey() != usual ? step.getValue() : 0;
            backwards += step.getKey() < 0 ? step.getValue() : 0;
        }
        return new Column.TimeSteps(
                form.pattern(), first, last, usual, unusual, steps.getOrDefault(0.0, 0L), backwards);
    }

    private double usual() {
        return usual(steps);
    }

    /** The most frequent distance above 0; the smallest of equally frequent ones; 0 if there is none. */
    static double usual(Map<Double, Long> steps) {
        return steps.entrySet().stream()
                .filter(step -> step.getKey() > 0)
                .max(Map.Entry.<Double, Long>comparingByValue()
                        .thenComparing(Map.Entry.<Double, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(0.0);
    }
}
