package dev.sluice.core.train.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** All sequences of labels of one row with their scores, counted out. */
final class Paths {
    private Paths() {}

    /**
     * The sequences.
     *
     * @param scores of a label at a step, by step
     */
    static List<List<Integer>> all(int steps, int labels) {
        List<List<Integer>> paths = List.of(List.of());
        for (int t = 0; t < steps; t++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> path : paths) {
                for (int label = 0; label < labels; label++) {
                    List<Integer> next = new ArrayList<>(path);
                    next.add(label);
                    longer.add(next);
                }
            }
            paths = longer;
        }
        return paths;
    }

    static double score(
            List<Integer> path, IntFunction<double[]> scores, double[] start, double[][] transitions, double[] end) {
        double score = 0;
        for (int t = 0; t < path.size(); t++) {
            score += scores.apply(t)[path.get(t)];
            score += t == 0 ? start[path.getFirst()] : transitions[path.get(t - 1)][path.get(t)];
        }
        return path.isEmpty() ? 0 : score + end[path.getLast()];
    }

    /** {@code log Σ e^x} of those that are asked for. */
    static double logSum(
            List<List<Integer>> paths,
            Predicate<List<Integer>> which,
            java.util.function.ToDoubleFunction<List<Integer>> score) {
        return Math.log(paths.stream()
                .filter(which)
                .mapToDouble(path -> Math.exp(score.applyAsDouble(path)))
                .sum());
    }
}
