package dev.sluice.core.train;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Chooses the probability above which each label is predicted: of those just below the scores of examples for which it holds, the
 * one by which a metric of that label alone is best, and of equally good ones the nearest to one half. Above all scores, where none is
 * predicted, is tried too.
 *
 * <p>Moving a threshold up to just below the next example for which the label holds only takes wrong predictions away, so no other
 * place need be tried.
 */
public final class Thresholds {
    /** More places than that are an even sample. */
    private static final int MOST_TRIED = 256;

    /** Probabilities closer to 0 or 1 than that of this score are no thresholds. */
    private static final double LARGEST_SCORE = 20;

    private final Metric metric;

    /**
     * The choice by a metric.
     *
     * @param metric of decisions
     */
    public Thresholds(Metric metric) {
        this.metric = metric;
    }

    /**
     * The thresholds of the targets that take some.
     *
     * @param evaluator of the model
     * @param targets by name
     * @return by target, one for each label of which several may hold, or that of the second of two classes
     */
    public Map<String, List<Threshold>> choose(
            Evaluator evaluator, Tensors parameters, Dataset part, int batchSize, Map<String, TargetEncoding> targets) {
        Map<String, List<Matrix>> scores = new LinkedHashMap<>();
        Map<String, List<Matrix>> right = new LinkedHashMap<>();
        targets.forEach((name, target) -> {
            if (target.columns() instanceof ClassEncoding classes && classes.takesThresholds()) {
                scores.put(name, new ArrayList<>());
                right.put(name, new ArrayList<>());
            }
        });
        evaluator.evaluate(parameters, part, batchSize, (head, example, points, shaped, wanted) -> {
            List<Matrix> rows = scores.get(head);
            if (rows != null) {
                rows.add(points);
                Objects.requireNonNull(right.get(head)).add(wanted);
            }
        });
        Map<String, List<Threshold>> chosen = new LinkedHashMap<>();
        scores.forEach((name, rows) -> {
            if (Objects.requireNonNull(targets.get(name)).columns() instanceof ClassEncoding classes) {
                chosen.put(name, of(classes, stacked(rows), stacked(Objects.requireNonNull(right.get(name)))));
            }
        });
        return chosen;
    }

    /** The thresholds in the form that {@link ClassEncoding} takes them: one for each label. */
    public static List<Double> probabilities(List<Threshold> chosen, ClassEncoding classes) {
        if (classes.severalMayHold()) {
            return chosen.stream().map(Threshold::probability).toList();
        }
        double second = chosen.getFirst().probability();
        return List.of(1 - second, second);
    }

    /**
     * The thresholds of one target.
     *
     * @param scores {@code [N, C]}. Not modified.
     * @param targets as its encoding makes them. Not modified.
     */
    List<Threshold> of(ClassEncoding classes, Matrix scores, Matrix targets) {
        List<Threshold> chosen = new ArrayList<>();
        if (!classes.severalMayHold()) {
            double[] ahead = new double[scores.rows()];
            boolean[] holds = new boolean[ahead.length];
            for (int row = 0; row < ahead.length; row++) {
                ahead[row] = scores.get(row, 1) - scores.get(row, 0);
                holds[row] = targets.get(row, 0) == 1;
            }
            return List.of(best(classes.labels().names().get(1), ahead, holds, offset -> {
                Matrix moved = Matrix.zeros(scores.rows(), 2);
                for (int row = 0; row < ahead.length; row++) {
                    moved.array()[2 * row + 1] = ahead[row] - offset;
                }
                return value(metric.forTarget(classes), moved, targets);
            }));
        }
        for (int label = 0; label < classes.size(); label++) {
            String name = classes.labels().names().get(label);
            Metric alone =
                    metric.forTarget(new ClassEncoding(Labels.of(List.of(name)), ClassEncoding.Form.ZEROS_AND_ONES));
            double[] column = new double[scores.rows()];
            boolean[] holds = new boolean[column.length];
            Matrix wanted = Matrix.zeros(column.length, 1);
            for (int row = 0; row < column.length; row++) {
                column[row] = scores.get(row, label);
                holds[row] = targets.get(row, label) > 0.5;
                wanted.array()[row] = holds[row] ? 1 : 0;
            }
            chosen.add(best(name, column, holds, offset -> {
                Matrix moved = Matrix.zeros(column.length, 1);
                for (int row = 0; row < column.length; row++) {
                    moved.array()[row] = column[row] - offset;
                }
                return value(alone, moved, wanted);
            }));
        }
        return chosen;
    }

    /** The metric with a number taken off the score of a label. */
    private interface Figure {
        double at(double offset);
    }

    private Threshold best(String label, double[] scores, boolean[] holds, Figure figure) {
        double best = 0;
        double before = figure.at(0);
        double value = before;
        for (double offset : places(scores, holds)) {
            double here = figure.at(offset);
            boolean better = metric.largerIsBetter() ? here > value : here < value;
            boolean first = Double.isNaN(value) && !Double.isNaN(here);
            if (better || first || (here == value && Math.abs(offset) < Math.abs(best))) {
                best = offset;
                value = here;
            }
        }
        int holding = 0;
        for (boolean each : holds) {
            holding += each ? 1 : 0;
        }
        return new Threshold(label, 1 / (1 + StrictMath.exp(-best)), holding, before, value);
    }

    /** Halfway between the scores of examples for which a label holds and the next lower ones, and above all scores. */
    private static List<Double> places(double[] scores, boolean[] holds) {
        double[] sorted =
                Arrays.stream(scores).filter(Double::isFinite).sorted().toArray();
        TreeSet<Double> places = new TreeSet<>();
        for (int row = 0; row < scores.length; row++) {
            if (!holds[row] || !Double.isFinite(scores[row])) {
                continue;
            }
            int at = Arrays.binarySearch(sorted, scores[row]);
            while (at > 0 && sorted[at - 1] == scores[row]) {
                at--;
            }
            double lower = at == 0 ? scores[row] - 1 : sorted[at - 1];
            double place = (lower + scores[row]) / 2;
            if (Math.abs(place) <= LARGEST_SCORE) {
                places.add(place);
            }
        }
        if (sorted.length > 0 && Math.abs(sorted[sorted.length - 1] + 1) <= LARGEST_SCORE) {
            places.add(sorted[sorted.length - 1] + 1);
        }
        List<Double> all = new ArrayList<>(places);
        return all.size() <= MOST_TRIED
                ? all
                : IntStream.range(0, MOST_TRIED)
                        .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (MOST_TRIED - 1))))
                        .toList();
    }

    private static double value(Metric metric, Matrix scores, Matrix targets) {
        Metric.Count count = metric.start();
        count.add(scores, targets);
        return count.value();
    }

    private static Matrix stacked(List<Matrix> parts) {
        int columns = parts.isEmpty() ? 0 : parts.getFirst().columns();
        Matrix all = Matrix.zeros(parts.stream().mapToInt(Matrix::rows).sum(), columns);
        int at = 0;
        for (Matrix part : parts) {
            System.arraycopy(part.array(), 0, all.array(), at, part.array().length);
            at += part.array().length;
        }
        return all;
    }
}
