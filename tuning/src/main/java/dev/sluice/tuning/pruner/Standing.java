package dev.sluice.tuning.pruner;

import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Ranking;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rank of trials after a step. With one objective a trial is ranked by its best value up to the step; with several by its
 * last measurement up to it, as {@link Ranking} does: by fronts, then by crowding. Objectives that are unknown at the step
 * (NaN) are not compared.
 */
final class Standing {
    private final List<Objective> objectives;

    Standing(SearchHistory history) {
        objectives = history.objectives();
    }

    /** The losses by which a trial is ranked; empty if it has no measurement up to the step, or did not reach it. */
    Optional<List<Double>> losses(Trial trial, int step) {
        if (trial.lastStep() < step) {
            return Optional.empty();
        }
        if (objectives.size() > 1) {
            return trial.upTo(step).map(this::losses);
        }
        return trial.measurements().stream()
                .filter(each -> each.step() <= step)
                .map(this::losses)
                .min((a, b) -> Double.compare(a.getFirst(), b.getFirst()));
    }

    /** Losses of a measurement, NaN where unknown. */
    List<Double> losses(Measurement measurement) {
        return IntStream.range(0, objectives.size())
                .mapToObj(i -> objectives.get(i).loss(measurement.values().get(i)))
                .toList();
    }

    /** The number of other trials that rank strictly above a trial. */
    static int place(List<Double> own, List<List<Double>> others) {
        List<Integer> known = IntStream.range(0, own.size())
                .filter(i -> !Double.isNaN(own.get(i)))
                .boxed()
                .toList();
        if (known.isEmpty()) {
            return 0;
        }
        List<List<Double>> all = new ArrayList<>();
        all.add(known.stream().map(own::get).toList());
        others.forEach(other -> all.add(known.stream().map(other::get).toList()));
        return Ranking.order(all).indexOf(0);
    }
}
