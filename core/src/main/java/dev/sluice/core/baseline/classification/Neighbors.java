package dev.sluice.core.baseline.classification;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.fit.Features;
import dev.sluice.core.baseline.fit.Rows;
import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;
import java.util.Optional;

/**
 * The answers of the nearest rows by Euclidean distance.
 *
 * @param rows of the training part
 */
record Neighbors(BaselineTask task, Rows rows) implements Baseline.Fitted {
    /** Multiplications that are spent on all answers together: some seconds. */
    private static final double BUDGET = 5e9;

    private static final int FEWEST = 100;

    /** The neighbors of a task by features; of many, an even sample. */
    static Neighbors of(BaselineTask task, Features features, int most) {
        int width = features.of(task.training().getFirst()).getFirst().length;
        int affordable = (int) Math.max(FEWEST, BUDGET / Math.max(1, task.asked()) / width);
        return new Neighbors(task, Rows.of(task, features, Math.min(most, affordable)));
    }

    /** The reason why there are none for a task; empty if there are. */
    static Optional<String> refusal(BaselineTask task, boolean readable) {
        if (task.everyStep()) {
            return Optional.of("it needs one answer for a whole example, not one at every step");
        }
        return readable ? Optional.empty() : Optional.of("it needs a numeric series among the inputs");
    }

    @Override
    public String description() {
        return "1-nearest neighbor on " + rows.features().words() + rows.note();
    }

    @Override
    public Matrix predict(Example example) {
        double[] asked = rows.standardizer().apply(rows.features().of(example).getFirst());
        double[] holding = new double[task.columns()];
        double[] others = new double[task.columns()];
        Arrays.fill(holding, Double.POSITIVE_INFINITY);
        Arrays.fill(others, Double.POSITIVE_INFINITY);
        double least = Double.POSITIVE_INFINITY;
        int nearest = 0;
        for (int row = 0; row < rows.inputs().size(); row++) {
            double distance = distance(asked, rows.inputs().get(row));
            double[] answer = rows.answers().get(row);
            if (distance < least) {
                least = distance;
                nearest = row;
            }
            for (int c = 0; c < answer.length; c++) {
                double[] side = answer[c] > 0 ? holding : others;
                side[c] = Math.min(side[c], distance);
            }
        }
        return task.isClassification()
                ? Matrix.row(scores(holding, others, least))
                : Matrix.row(rows.answers().get(nearest).clone());
    }

    private double[] scores(double[] holding, double[] others, double least) {
        double[] scores = new double[holding.length];
        double far = far(holding, others);
        for (int c = 0; c < scores.length; c++) {
            double near = Double.isFinite(holding[c]) ? Math.sqrt(holding[c]) : far;
            double other = Double.isFinite(others[c]) ? Math.sqrt(others[c]) : far;
            scores[c] = task.severalMayHold() ? other - near : Math.sqrt(least) - near;
        }
        return scores;
    }

    /** A distance beyond all others, for classes without an example. */
    private static double far(double[] holding, double[] others) {
        double far = 0;
        for (int c = 0; c < holding.length; c++) {
            far = Math.max(far, Double.isFinite(holding[c]) ? holding[c] : 0);
            far = Math.max(far, Double.isFinite(others[c]) ? others[c] : 0);
        }
        return 2 * Math.sqrt(far) + 1;
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }
}
