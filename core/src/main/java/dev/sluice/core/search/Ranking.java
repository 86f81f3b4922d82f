package dev.sluice.core.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Orders results from best to worst: with one loss by its value; with several by the sorting of NSGA-II (K. Deb, A. Pratap,
 * S. Agarwal and T. Meyarivan, 2002): first the non-dominated results, then those dominated by the first front only, and so
 * on, within a front the most crowded last. Ties keep the order of the list. NaN counts as worse than any number.
 */
public final class Ranking {
    private Ranking() {}

    /**
     * The indices of results in the list, best first.
     *
     * @param losses one list for each result, of equal lengths; smaller is better
     */
    public static List<Integer> order(List<List<Double>> losses) {
        if (losses.isEmpty() || losses.getFirst().size() == 1) {
            return IntStream.range(0, losses.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            i -> cleaned(losses.get(i).getFirst())))
                    .toList();
        }
        List<Integer> order = new ArrayList<>();
        for (List<Integer> front : fronts(losses)) {
            double[] crowding = crowding(losses, front);
            IntStream.range(0, front.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -crowding[i]))
                    .forEach(i -> order.add(front.get(i)));
        }
        return order;
    }

    /** The indices of results by front, the first being the Pareto front; within a front in the order of the list. */
    public static List<List<Integer>> fronts(List<List<Double>> losses) {
        List<List<Integer>> fronts = new ArrayList<>();
        List<Integer> rest =
                new ArrayList<>(IntStream.range(0, losses.size()).boxed().toList());
        while (!rest.isEmpty()) {
            List<Integer> candidates = List.copyOf(rest);
            List<Integer> front = candidates.stream()
                    .filter(i -> candidates.stream().noneMatch(j -> dominates(losses.get(j), losses.get(i))))
                    .toList();
            fronts.add(front);
            rest.removeAll(front);
        }
        return fronts;
    }

    /** Returns whether one result is nowhere worse than the other and somewhere better. */
    public static boolean dominates(List<Double> one, List<Double> other) {
        boolean better = false;
        for (int i = 0; i < one.size(); i++) {
            int comparison = Double.compare(cleaned(one.get(i)), cleaned(other.get(i)));
            if (comparison > 0) {
                return false;
            }
            better |= comparison < 0;
        }
        return better;
    }

    /**
     * For each member of a front the sum over losses of the distance between its two neighbors, as a share of the front's
     * extent; infinite at either end.
     */
    private static double[] crowding(List<List<Double>> losses, List<Integer> front) {
        double[] crowding = new double[front.size()];
        for (int objective = 0; objective < losses.getFirst().size(); objective++) {
            int which = objective;
            double[] values = front.stream()
                    .mapToDouble(place -> cleaned(losses.get(place).get(which)))
                    .toArray();
            List<Integer> sorted = IntStream.range(0, values.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> values[i]))
                    .toList();
            int last = values.length - 1;
            double extent = values[sorted.get(last)] - values[sorted.getFirst()];
            crowding[sorted.getFirst()] = Double.POSITIVE_INFINITY;
            crowding[sorted.get(last)] = Double.POSITIVE_INFINITY;
            for (int i = 1; i < last && extent > 0 && Double.isFinite(extent); i++) {
                crowding[sorted.get(i)] += (values[sorted.get(i + 1)] - values[sorted.get(i - 1)]) / extent;
            }
        }
        return crowding;
    }

    private static double cleaned(double loss) {
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }
}
