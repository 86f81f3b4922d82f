package dev.sluice.tuning.study;

import dev.sluice.core.search.Job;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Pauses trials after 1 and 3 of 9 steps, lets the best third go on, and stops what is worse than 60 at any step. */
@NullMarked
final class Rungs implements Pruner {
    static final int STEPS = 9;
    private static final List<Integer> RUNGS = List.of(1, 3, STEPS);

    @Override
    public boolean stops(SearchHistory history, Trial trial) {
        return trial.measurements().getLast().values().getFirst() > 60;
    }

    @Override
    public Job next(SearchHistory history) {
        for (int rung = RUNGS.size() - 2; rung >= 0; rung--) {
            int steps = RUNGS.get(rung);
            List<Trial> there = history.trials().stream()
                    .filter(trial -> trial.at(steps).isPresent())
                    .sorted((one, other) -> Double.compare(value(one, steps), value(other, steps)))
                    .toList();
            for (Trial trial : there.subList(0, there.size() / 3)) {
                if (trial.granted() == steps && trial.outcome() instanceof Outcome.Paused) {
                    return new Job.Continue(trial.number(), RUNGS.get(rung + 1));
                }
            }
        }
        if (history.mayStart()) {
            return new Job.Start(RUNGS.getFirst());
        }
        return history.trials().stream().anyMatch(Trial::isPending) ? new Job.Idle() : new Job.Done();
    }

    private static double value(Trial trial, int step) {
        return trial.at(step).orElseThrow().values().getFirst();
    }
}
