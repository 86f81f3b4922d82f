package dev.sluice.tuning.gaussian;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Rejection;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.tuning.evidence.Evidence;
import dev.sluice.tuning.evidence.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The data that the Gaussian process is fitted to. As the cost is cubic in their number, at most {@value #MOST} observations are
 * kept: half of them the best by loss, the others the latest.
 *
 * @param assignments of the observations, in the order of their trials
 * @param losses one for each
 * @param pending assignments of pending trials, the latest {@value #MOST_PENDING}
 * @param broken assignments that violated a constraint, the latest {@value #MOST}
 */
record Observed(List<Assignment> assignments, List<Double> losses, List<Assignment> pending, List<Assignment> broken) {
    private static final int MOST = 200;
    private static final int MOST_PENDING = 50;
    /** Number of the best assignments around which candidates are drawn. */
    private static final int ANCHORS = 5;

    private record Entry(int trial, Assignment assignment, double loss) {}

    static Observed of(SearchHistory history, Evidence evidence) {
        double[] losses = Scalarization.of(history, evidence);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            Observation each = evidence.observations().get(i);
            entries.add(new Entry(each.trial().number(), each.trial().assignment(), losses[i]));
        }
        List<Entry> kept = kept(entries);
        return new Observed(
                kept.stream().map(Entry::assignment).toList(),
                kept.stream().map(Entry::loss).toList(),
                last(evidence.pending(), MOST_PENDING),
                last(
                        history.allRejected()
                                .filter(Rejection::broken)
                                .map(Rejection::assignment)
                                .toList(),
                        MOST));
    }

    private static List<Entry> kept(List<Entry> entries) {
        if (entries.size() <= MOST) {
            return entries;
        }
        List<Entry> byLoss =
                entries.stream().sorted(Comparator.comparingDouble(Entry::loss)).toList();
        List<Entry> others = byLoss.subList(MOST / 2, byLoss.size()).stream()
                .sorted(Comparator.comparingInt(Entry::trial))
                .toList();
        List<Entry> kept = new ArrayList<>(byLoss.subList(0, MOST / 2));
        kept.addAll(last(others, MOST - MOST / 2));
        kept.sort(Comparator.comparingInt(Entry::trial));
        return kept;
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** The assignments with the lowest losses. */
    List<Assignment> best() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(losses::get));
        return order.stream().limit(ANCHORS).map(assignments::get).toList();
    }
}
