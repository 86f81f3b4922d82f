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
 * Where trials stand after a step. With one objective a trial stands at its best value up to the step; with several at its
 * last measurement up to it, ranked against the others by {@link Ranking}: by fronts, then by crowding. Objectives that a
 * trial does not know at the step (NaN) are not compared.
 */
final class Standing {
    private final List<Objective> objectives;

    Standing(SearchHistory history) {
        objectives = history.objectives();
    }

    /** The losses at which a trial stands; empty if it has no measurement up to the step, or did not reach it. */
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

    /** Losses of a measurement, NaN where it knows none. */
    List<Double> losses(Measurement measurement) {
        return IntStream.range(0, objectives.size())
                .mapToObj(i -> objectives.get(i).loss(measurement.values().get(i)))
                .toList();
    }

    /** How many of the others stand before a trial; those that stand level do not. */
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
