package dev.sluice.cli;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.study.StudyProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Studies and trials in words, for a terminal. */
final class StudyWords {
    private static final double SECONDS_PER_MINUTE = 60;

    private StudyWords() {}

    /** {@code 12 of 50 trials: 7 done, 2 running, 3 pruned}. */
    static String counts(StudyProgress progress) {
        List<String> words = new ArrayList<>();
        add(words, progress.count(Outcome.Completed.class), "done");
        add(words, progress.count(Outcome.Pending.class), "running");
        add(words, progress.count(Outcome.Paused.class), "paused");
        add(words, progress.count(Outcome.Pruned.class), "pruned");
        add(words, progress.count(Outcome.Diverged.class), "diverged");
        add(words, progress.count(Outcome.Failed.class), "failed");
        String begun = progress.trials().size()
                + (progress.budget().hasTrials() ? " of " + progress.budget().trials() : "") + " trials";
        return words.isEmpty() ? begun : begun + ": " + String.join(", ", words);
    }

    private static void add(List<String> words, int count, String what) {
        if (count > 0) {
            words.add(count + " " + what);
        }
    }

    /** {@code ; best 0.8531 (trial 5)}, or the size of the Pareto front; nothing while there is none. */
    static String best(StudyProgress progress) {
        List<Trial> best = progress.best();
        if (best.isEmpty()) {
            return "";
        }
        return progress.objectives().size() > 1
                ? "; " + best.size() + " on the Pareto front"
                : "; best " + values(best.getFirst(), progress.objectives()) + " (trial "
                        + best.getFirst().number() + ")";
    }

    /** {@code ; 3:20 left}; nothing while it is not known. */
    static String left(StudyProgress progress) {
        double left = progress.secondsLeft();
        boolean timed = Double.isFinite(progress.budget().minutes());
        return Double.isFinite(left) && (left > 0 || timed) ? "; " + ProgressPrinter.duration(left) + " left" : "";
    }

    /** The result of a trial, in one line. */
    static String line(Trial trial, List<Objective> objectives) {
        String outcome = switch (trial.outcome()) {
            case Outcome.Completed completed -> values(trial, objectives);
            case Outcome.Pending pending -> "running" + lately(trial, objectives);
            case Outcome.Paused paused -> "paused" + lately(trial, objectives);
            case Outcome.Pruned pruned -> "pruned" + lately(trial, objectives);
            case Outcome.Diverged diverged -> "diverged" + lately(trial, objectives);
            case Outcome.Failed failed -> "failed: " + failed.reason();
        };
        return String.format(
                Locale.ROOT, "trial %-4d  %-22s  %s", trial.number(), outcome, settings(trial.assignment()));
    }

    /** The values of an assignment, by the shortest endings of their paths that are unique. */
    private static String settings(Assignment assignment) {
        List<String> words = new ArrayList<>();
        assignment.values().forEach((path, value) -> {
            String shown = value instanceof Double number ? number(number) : value.toString();
            words.add(shortest(path, assignment.values().keySet()) + "=" + shown);
        });
        return String.join(", ", words);
    }

    private static String shortest(String path, Set<String> all) {
        int dot = path.lastIndexOf('.');
        while (dot > 0) {
            String end = path.substring(dot);
            if (all.stream().filter(other -> other.endsWith(end)).count() == 1) {
                return path.substring(dot + 1);
            }
            dot = path.lastIndexOf('.', dot - 1);
        }
        return path;
    }

    private static String lately(Trial trial, List<Objective> objectives) {
        if (trial.measurements().isEmpty()) {
            return "";
        }
        Measurement last = trial.measurements().getLast();
        return " at " + last.step() + ": " + values(last.values(), objectives);
    }

    /** The values of the objectives of a completed trial. */
    static String values(Trial trial, List<Objective> objectives) {
        return trial.outcome() instanceof Outcome.Completed completed ? values(completed.values(), objectives) : "";
    }

    private static String values(List<Double> values, List<Objective> objectives) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < objectives.size(); i++) {
            words.add(number(values.get(i)));
        }
        return String.join(" ", words);
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.5g", value);
    }

    /** {@code 50 trials, 30 minutes}. */
    static String budget(StudyProgress progress) {
        List<String> words = new ArrayList<>();
        if (progress.budget().hasTrials()) {
            words.add(progress.budget().trials() + " trials");
        }
        if (Double.isFinite(progress.budget().minutes())) {
            words.add(ProgressPrinter.duration(progress.budget().minutes() * SECONDS_PER_MINUTE));
        }
        return String.join(", ", words);
    }
}
