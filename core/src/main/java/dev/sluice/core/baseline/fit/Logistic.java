package dev.sluice.core.baseline.fit;

import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression: the scores of classes as a linear map that maximizes the likelihood of the right ones, less half a penalty times
 * the squares of the weights. The constants are not penalized.
 */
public final class Logistic {
    private static final int ITERATIONS = 300;
    private static final double TOLERANCE = 1e-6;

    private final List<double[]> rows;
    private final List<double[]> answers;
    private final double penalty;
    private final boolean independent;
    private final int inputs;
    private final int classes;

    private Logistic(List<double[]> rows, List<double[]> answers, double penalty, boolean independent) {
        this.rows = rows;
        this.answers = answers;
        this.penalty = penalty;
        this.independent = independent;
        inputs = rows.getFirst().length;
        classes = answers.getFirst().length;
    }

    /**
     * Fits.
     *
     * @param rows standardized inputs, {@code F} each. Not modified.
     * @param answers 1 for right classes and 0 for others, {@code C} each. Not modified.
     * @param penalty as the inverse of scikit-learn's {@code C}, relative to the sum over rows
     * @param independent whether each class is judged alone, by a sigmoid; else all together, by a softmax
     * @return scores before softmax or sigmoid
     */
    public static LinearMap fit(List<double[]> rows, List<double[]> answers, double penalty, boolean independent) {
        Logistic logistic = new Logistic(rows, answers, penalty, independent);
        int weights = logistic.classes * logistic.inputs;
        double[] found = Lbfgs.minimize(logistic::loss, new double[weights + logistic.classes], ITERATIONS, TOLERANCE);
        return new LinearMap(
                Matrix.wrap(logistic.classes, logistic.inputs, Arrays.copyOf(found, weights)),
                Matrix.row(Arrays.copyOfRange(found, weights, found.length)));
    }

    /** The mean negative logarithm of the likelihood with its penalty. */
    private double loss(double[] point, double[] gradient) {
        Arrays.fill(gradient, 0);
        int weights = classes * inputs;
        double loss = 0;
        double[] errors = new double[classes];
        for (int r = 0; r < rows.size(); r++) {
            double[] x = rows.get(r);
            for (int c = 0; c < classes; c++) {
                double score = point[weights + c];
                for (int i = 0; i < inputs; i++) {
                    score += point[c * inputs + i] * x[i];
                }
                errors[c] = score;
            }
            loss += independent ? ofEach(errors, answers.get(r)) : ofAll(errors, answers.get(r));
            for (int c = 0; c < classes; c++) {
                gradient[weights + c] += errors[c];
                for (int i = 0; i < inputs; i++) {
                    gradient[c * inputs + i] += errors[c] * x[i];
                }
            }
        }
        for (int w = 0; w < weights; w++) {
            loss += penalty / 2 * point[w] * point[w];
            gradient[w] += penalty * point[w];
        }
        for (int p = 0; p < gradient.length; p++) {
            gradient[p] /= rows.size();
        }
        return loss / rows.size();
    }

    /** The loss of a row by a softmax; the scores become its derivatives. Classes that are right share a probability of 1. */
    private static double ofAll(double[] scores, double[] right) {
        double greatest = Arrays.stream(scores).max().orElse(0);
        double total = 0;
        double share = 0;
        for (int c = 0; c < scores.length; c++) {
            total += StrictMath.exp(scores[c] - greatest);
            share += right[c];
        }
        double log = greatest + StrictMath.log(total);
        double loss = 0;
        for (int c = 0; c < scores.length; c++) {
            double wanted = share == 0 ? 0 : right[c] / share;
            loss += wanted * (log - scores[c]);
            scores[c] = StrictMath.exp(scores[c] - log) - wanted;
        }
        return loss;
    }

    /** The loss of a row by sigmoids; the scores become its derivatives. */
    private static double ofEach(double[] scores, double[] right) {
        double loss = 0;
        for (int c = 0; c < scores.length; c++) {
            double score = scores[c];
            double rest = StrictMath.exp(-Math.abs(score));
            loss += Math.max(score, 0) - score * right[c] + StrictMath.log1p(rest);
            scores[c] = (score >= 0 ? 1 / (1 + rest) : rest / (1 + rest)) - right[c];
        }
        return loss;
    }
}
