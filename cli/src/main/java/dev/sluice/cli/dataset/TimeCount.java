package dev.sluice.cli.dataset;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Counts the distances between the times of a column, all written in one form. */
final class TimeCount {
    private static final int MOST_STEPS = 1000;

    private final TimeForm form;
    private final Map<Double, Long> steps = new HashMap<>();
    /** Steps of whole months, which differ in days, by their number. */
    private final Map<Long, Long> months = new HashMap<>();

    private String first = "";
    private String last = "";
    private double before = Double.NaN;
    private double sum;

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
        sum += seconds.getAsDouble();
        step(seconds.getAsDouble());
        return true;
    }

    private void step(double seconds) {
        double step = seconds - before;
        months(seconds).ifPresent(count -> months.merge(count, 1L, Long::sum));
        before = seconds;
        if (!Double.isNaN(step) && (steps.size() < MOST_STEPS || steps.containsKey(step))) {
            steps.merge(step, 1L, Long::sum);
        }
    }

    /** The whole months since the time before, if it was the same day of its month. */
    private OptionalLong months(double seconds) {
        if (Double.isNaN(before)) {
            return OptionalLong.empty();
        }
        LocalDateTime from = LocalDateTime.ofEpochSecond((long) before, 0, ZoneOffset.UTC);
        LocalDateTime to = LocalDateTime.ofEpochSecond((long) seconds, 0, ZoneOffset.UTC);
        long count = ChronoUnit.MONTHS.between(from, to);
        return count > 0 && from.plusMonths(count).equals(to) ? OptionalLong.of(count) : OptionalLong.empty();
    }

    /**
     * The number of steps of the most frequent distance, in seconds or in months, by which one of several possible forms is
     * chosen.
     */
    long regular() {
        return Math.max(steps.getOrDefault(usual(), 0L), regularMonths());
    }

    private long regularMonths() {
        return months.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Returns whether both forms give each cell the same time. */
    private boolean agrees(TimeCount other) {
        return sum == other.sum && steps.equals(other.steps);
    }

    /** The form of the most regular steps; the first of equally regular ones. */
    static Optional<Column.TimeSteps> best(List<TimeCount> counts) {
        return counts.stream()
                .max(Comparator.comparingLong(TimeCount::regular))
                .map(best -> best.steps(counts.stream()
                        .filter(other -> !other.agrees(best))
                        .max(Comparator.comparingLong(TimeCount::regular))
                        .map(other -> other.form.pattern())
                        .orElse("")));
    }

    private Column.TimeSteps steps(String otherwise) {
        double usual = usual();
        long unusual = 0;
        long backwards = 0;
        for (Map.Entry<Double, Long> step : steps.entrySet()) {
            unusual += step.getKey() > 0 && step.getKey() != usual ? step.getValue() : 0;
            backwards += step.getKey() < 0 ? step.getValue() : 0;
        }
        if (regularMonths() == regular()) {
            unusual = steps.entrySet().stream()
                            .filter(step -> step.getKey() > 0)
                            .mapToLong(Map.Entry::getValue)
                            .sum()
                    - regular();
        }
        return new Column.TimeSteps(
                form.pattern(), otherwise, first, last, usual, unusual, steps.getOrDefault(0.0, 0L), backwards);
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
