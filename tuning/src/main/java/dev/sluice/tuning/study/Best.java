package dev.sluice.tuning.study;

import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Ranking;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.List;

/** Selects the best completed trials. */
public final class Best {
    private Best() {}

    /**
     * The best trial, the first of equal ones; with several objectives all non-dominated trials, by number. Empty if no trial
     * has completed.
     */
    public static List<Trial> of(List<Trial> trials, List<Objective> objectives) {
        List<Trial> completed = trials.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                .toList();
        if (completed.isEmpty()) {
            return List.of();
        }
        List<Integer> front = Ranking.fronts(completed.stream()
                        .map(trial -> losses(trial, objectives))
                        .toList())
                .getFirst();
        List<Trial> best = front.stream().sorted().map(completed::get).toList();
        return objectives.size() == 1 ? best.subList(0, 1) : best;
    }

    /**
     * The trial to ship: the best one, or with several objectives the trial of the Pareto front that is best by the first.
     *
     * @throws StudyException if no trial has completed
     */
    public static Trial winner(List<Trial> trials, List<Objective> objectives) {
        List<Trial> best = of(trials, objectives);
        if (best.isEmpty()) {
            throw new StudyException("no trial has completed, so there is no best one" + why(trials));
        }
        Trial winner = best.getFirst();
        for (Trial trial : best) {
            boolean better = losses(trial, objectives).getFirst()
                    < losses(winner, objectives).getFirst();
            winner = better ? trial : winner;
        }
        return winner;
    }

    private static String why(List<Trial> trials) {
        List<String> failures = trials.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Failed)
                .map(trial -> ((Outcome.Failed) trial.outcome()).reason())
                .toList();
        long diverged = trials.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Diverged)
                .count();
        return ": of " + trials.size() + " trials " + diverged + " diverged and " + failures.size() + " failed"
                + (failures.isEmpty() ? "" : ", the last because of: " + failures.getLast());
    }

    private static List<Double> losses(Trial trial, List<Objective> objectives) {
        List<Double> losses = new ArrayList<>();
        if (trial.outcome() instanceof Outcome.Completed completed) {
            for (int i = 0; i < objectives.size(); i++) {
                losses.add(objectives.get(i).loss(completed.values().get(i)));
            }
        }
        return losses;
    }
}
