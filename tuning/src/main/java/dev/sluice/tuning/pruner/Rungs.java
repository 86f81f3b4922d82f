package dev.sluice.tuning.pruner;

import dev.sluice.core.search.Job;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Ranking;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rungs of a ladder for successive halving: {@code r, rη, rη², …} and the steps of a complete trial. A trial pauses on each
 * rung until it is promoted to the next.
 *
 * @param steps of each rung, ascending; the last is a complete trial's
 */
record Rungs(List<Integer> steps) {
    Rungs {
        steps = List.copyOf(steps);
    }

    /** The ladder from a first rung, multiplying the steps by {@code η} from rung to rung. */
    static Rungs from(int first, double reduction, int whole) {
        List<Integer> steps = new ArrayList<>();
        for (double step = first; Math.round(step) < whole; step *= reduction) {
            steps.add((int) Math.round(step));
        }
        steps.add(whole);
        return new Rungs(steps);
    }

    int first() {
        return steps.getFirst();
    }

    /** The trials that have finished a rung, best first, followed by those that diverged, failed or were stopped on it. */
    List<Trial> finished(int rung, List<Trial> trials, SearchHistory history) {
        Standing standing = new Standing(history);
        int step = steps.get(rung);
        List<Trial> arrived = new ArrayList<>();
        List<List<Double>> losses = new ArrayList<>();
        List<Trial> broken = new ArrayList<>();
        for (Trial trial : trials) {
            Optional<List<Double>> stands = standing.losses(trial, step);
            if (stands.isPresent()) {
                arrived.add(trial);
                losses.add(stands.get());
            } else if (isOver(trial) && trial.granted() >= step) {
                broken.add(trial);
            }
        }
        List<Trial> finished = new ArrayList<>();
        Ranking.order(losses).forEach(place -> finished.add(arrived.get(place)));
        finished.addAll(broken);
        return finished;
    }

    /** The promotion of the first trial in a ranking that is still paused on a rung. */
    Optional<Job> promotion(int rung, List<Trial> best) {
        return best.stream()
                .filter(trial -> isPausedOn(rung, trial))
                .findFirst()
                .map(trial -> new Job.Continue(trial.number(), steps.get(rung + 1)));
    }

    /**
     * The job when no trial can start or be promoted by the rules: waits for pending trials below the top; then, if no trial
     * has reached the top, promotes the best one of the highest rung, so that a study ends with a complete trial.
     */
    Job end(SearchHistory history) {
        int whole = steps.getLast();
        List<Trial> trials = history.trials();
        if (trials.stream().anyMatch(trial -> trial.isPending() && trial.granted() < whole)) {
            return new Job.Idle();
        }
        if (trials.stream().anyMatch(trial -> trial.outcome() instanceof Outcome.Completed || trial.isPending())) {
            return new Job.Done();
        }
        return trials.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Paused)
                .mapToInt(Trial::granted)
                .max()
                .stream()
                .boxed()
                .flatMap(highest -> lifted(highest, history).stream())
                .findFirst()
                .orElse(new Job.Done());
    }

    private static Optional<Job> lifted(int highest, SearchHistory history) {
        List<Trial> paused = history.trials().stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Paused && trial.granted() == highest)
                .toList();
        Standing standing = new Standing(history);
        List<Integer> order = Ranking.order(paused.stream()
                .map(trial -> standing.losses(trial, trial.lastStep()).orElse(List.of(Double.NaN)))
                .toList());
        return order.stream()
                .findFirst()
                .map(place -> new Job.Continue(
                        paused.get(place).number(), history.limits().steps()));
    }

    private boolean isPausedOn(int rung, Trial trial) {
        return trial.outcome() instanceof Outcome.Paused && trial.granted() == steps.get(rung);
    }

    static boolean isOver(Trial trial) {
        return switch (trial.outcome()) {
            case Outcome.Pending pending -> false;
            case Outcome.Paused paused -> false;
            case Outcome.Completed completed -> true;
            case Outcome.Pruned pruned -> true;
            case Outcome.Diverged diverged -> true;
            case Outcome.Failed failed -> true;
        };
    }
}
