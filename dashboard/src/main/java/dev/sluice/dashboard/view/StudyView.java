package dev.sluice.dashboard.view;

import dev.sluice.core.chart.Picture;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.study.StudyProgress;
import dev.sluice.tuning.study.StudyRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A study.
 *
 * @param objectives direction and name of each
 * @param counts number of trials by outcome
 * @param planned number of trials; 0 if only time limits it
 * @param seconds of work so far
 * @param secondsLeft estimated; NaN if unknown
 * @param best trials, or with several objectives the Pareto front
 * @param trials the newest first
 * @param pictures for display, without their content
 * @param message the reason why it cannot be read; empty if it can
 */
public record StudyView(
        String name,
        List<String> objectives,
        Map<String, Integer> counts,
        int planned,
        double seconds,
        double secondsLeft,
        List<Row> best,
        List<Row> trials,
        List<Shown> pictures,
        String message) {
    private static final int MOST_TRIALS = 500;

    /** A trial in a table. */
    public record Row(int number, String outcome, List<Double> values, Map<String, String> settings) {}

    /** A picture's name, title and caption. */
    public record Shown(String name, String title, String caption) {}

    /** The view of a study; in a list, without trials and pictures. */
    public static StudyView of(StudyRecord study, List<Picture> pictures, boolean inList) {
        StudyProgress progress = study.progress();
        List<Trial> newest = study.trials().reversed();
        return new StudyView(
                study.name(),
                study.objectives().stream()
                        .map(each -> (each.direction() == Direction.MINIMIZE ? "minimize " : "maximize ") + each.name())
                        .toList(),
                counts(study),
                progress.budget().hasTrials() ? progress.budget().trials() : 0,
                progress.seconds(),
                progress.secondsLeft(),
                study.best().stream().map(StudyView::row).toList(),
                inList
                        ? List.of()
                        : newest.subList(0, Math.min(MOST_TRIALS, newest.size())).stream()
                                .map(StudyView::row)
                                .toList(),
                pictures.stream()
                        .map(each -> new Shown(each.name(), each.title(), each.caption()))
                        .toList(),
                "");
    }

    /** A study that cannot be read, in a list. */
    public static StudyView unreadable(String name, String message) {
        return new StudyView(name, List.of(), Map.of(), 0, 0, Double.NaN, List.of(), List.of(), List.of(), message);
    }

    private static Map<String, Integer> counts(StudyRecord study) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        study.trials().forEach(trial -> counts.merge(outcome(trial.outcome()), 1, Integer::sum));
        return counts;
    }

    private static Row row(Trial trial) {
        List<Double> values = new ArrayList<>();
        if (trial.outcome() instanceof Outcome.Completed completed) {
            values.addAll(completed.values());
        } else if (!trial.measurements().isEmpty()) {
            values.addAll(trial.measurements().getLast().values());
        }
        Map<String, String> settings = new LinkedHashMap<>();
        trial.assignment().values().forEach((name, value) -> settings.put(name, String.valueOf(value)));
        return new Row(trial.number(), outcome(trial.outcome()), values, settings);
    }

    private static String outcome(Outcome outcome) {
        return outcome instanceof Outcome.Pending
                ? "running"
                : outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
