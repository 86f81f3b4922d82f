package dev.sluice.tuning.study;

import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Ranking;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
        if (trials.isEmpty()) {
            return ": none has begun";
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        trials.forEach(trial -> counts.merge(words(trial.outcome()), 1L, Long::sum));
        String all = counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        String pruned = counts.keySet().equals(Set.of(words(new Outcome.Pruned())))
                ? "; a pruner must let some trials come to their end: take another tune.pruner, or 'none'"
                : "";
        return ": of " + trials.size() + " trials " + all + pruned + firstFailure(trials);
    }

    /** What went wrong first, as the rest of a sentence; empty if no trial failed. */
    static String firstFailure(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Failed)
                .findFirst()
                .map(trial ->
                        ", trial " + trial.number() + " because of: " + ((Outcome.Failed) trial.outcome()).reason())
                .orElse("");
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed completed -> "completed";
            case Outcome.Pruned pruned -> "were pruned";
            case Outcome.Paused paused -> "were paused by the pruner";
            case Outcome.Diverged diverged -> "diverged";
            case Outcome.Failed failed -> "failed";
            case Outcome.Pending pending -> "have not ended";
        };
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
