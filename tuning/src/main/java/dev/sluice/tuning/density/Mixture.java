package dev.sluice.tuning.density;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Erf;

/**
 * A kernel density estimate over dimensions that are active together: one kernel for each point, and a broad one for unexplored
 * regions. A kernel is a product over dimensions, so the mixture represents dependencies between them: truncated normal
 * distributions on the unit interval for numbers; for a choice most of the weight is on the point's own option.
 */
final class Mixture {
    private static final double ROOT_HALF = Math.sqrt(0.5);
    /** Standard deviation of a kernel as a share of the range, before it is reduced by the rule of D. W. Scott (1992). */
    private static final double WIDTH = 0.2;
    /** Smallest standard deviation; for fewer than a hundred points, their mean distance is the limit. */
    private static final double FINEST = 0.01;

    private final int kernels;
    private final int d;
    /** Options of a choice; 0 for numbers. */
    private final int[] options;
    /** By kernel and dimension: mean of the normal distribution, or the option; the last kernel is the broad one. */
    private final double[][] middles;

    private final double[] deviations;
    private final double[] logWeights;
    /** Cumulative weights of the kernels. */
    private final double[] cumulated;
    /** By kernel and dimension: logarithm of the normalization of a truncated kernel. */
    private final double[][] logNorms;

    /**
     * Creates the mixture of the given points.
     *
     * @param dimensions that are active together
     * @param points {@code [points][dimensions]}, positions in the unit interval. Not modified.
     * @param weights of the points; the broad kernel has the weight 1. Not modified.
     */
    Mixture(List<Dimension> dimensions, double[][] points, double[] weights) {
        kernels = points.length + 1;
        d = dimensions.size();
        options = new int[d];
        deviations = new double[d];
        double shrunk = WIDTH * StrictMath.pow(Math.max(1, points.length), -1.0 / (d + 4));
        for (int i = 0; i < d; i++) {
            boolean choice = dimensions.get(i).domain() instanceof ChoiceDomain domain && !domain.ordered();
            long size = dimensions.get(i).domain().size().orElse(0);
            options[i] = choice ? (int) size : 0;
            double finest = Math.max(FINEST, 1.0 / (1 + kernels));
            // On a finite domain a kernel narrower than the share of a value would not reach its neighbors.
            deviations[i] = Math.max(Math.max(shrunk, finest), size > 0 ? 0.5 / size : 0);
        }
        middles = new double[kernels][d];
        for (int k = 0; k < points.length; k++) {
            for (int i = 0; i < d; i++) {
                middles[k][i] = options[i] == 0 ? points[k][i] : option(points[k][i], options[i]);
            }
        }
        Arrays.fill(middles[kernels - 1], 0.5);
        logNorms = new double[kernels][d];
        for (int k = 0; k < kernels; k++) {
            for (int i = 0; i < d; i++) {
                double deviation = deviation(k, i);
                double middle = middles[k][i];
                double inside = below((1 - middle) / deviation) - below(-middle / deviation);
                logNorms[k][i] = -StrictMath.log(deviation * Math.sqrt(2 * Math.PI) * inside);
            }
        }
        cumulated = new double[kernels];
        logWeights = new double[kernels];
        double sum = 0;
        for (int k = 0; k < kernels; k++) {
            sum += k < points.length ? weights[k] : 1;
            cumulated[k] = sum;
        }
        for (int k = 0; k < kernels; k++) {
            logWeights[k] = StrictMath.log((k < points.length ? weights[k] : 1) / sum);
        }
    }

    /**
     * Draws a point.
     *
     * @param position in the stream of the first number used; uses one more than there are dimensions
     * @return {@code [dimensions]}, positions in the unit interval
     */
    double[] draw(CounterRandom random, long position) {
        double at = random.real(position) * cumulated[kernels - 1];
        int kernel = Arrays.binarySearch(cumulated, at);
        kernel = Math.min(kernels - 1, kernel < 0 ? -kernel - 1 : kernel + 1);
        double[] point = new double[d];
        for (int i = 0; i < d; i++) {
            double u = random.real(position + 1 + i);
            if (options[i] > 0) {
                point[i] = (drawnOption(kernel, i, u) + 0.5) / options[i];
            } else {
                double middle = middles[kernel][i];
                double deviation = deviation(kernel, i);
                double least = below(-middle / deviation);
                double most = below((1 - middle) / deviation);
                double probability = Math.max(1e-300, least + u * (most - least));
                point[i] = Math.max(0, Math.min(1, middle - deviation * Math.sqrt(2) * Erf.erfcInv(2 * probability)));
            }
        }
        return point;
    }

    /** The logarithm of the density at a point, which is not modified. */
    double log(double[] point) {
        double[] logs = new double[kernels];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < kernels; k++) {
            double log = logWeights[k];
            for (int i = 0; i < d; i++) {
                if (options[i] > 0) {
                    log += StrictMath.log(share(k, i, option(point[i], options[i])));
                } else {
                    double z = (point[i] - middles[k][i]) / deviation(k, i);
                    log += logNorms[k][i] - 0.5 * z * z;
                }
            }
            logs[k] = log;
            largest = Math.max(largest, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += StrictMath.exp(log - largest);
        }
        return largest + StrictMath.log(sum);
    }

    private double deviation(int kernel, int dimension) {
        return kernel == kernels - 1 ? 1 : deviations[dimension];
    }

    /** The probability of an option in a kernel, which prefers its own option; smoothed by one count over all kernels. */
    private double share(int kernel, int dimension, int option) {
        int n = options[dimension];
        if (kernel == kernels - 1) {
            return 1.0 / n;
        }
        double even = 1.0 / kernels;
        return (even + (option == (int) middles[kernel][dimension] ? 1 : 0)) / (1 + n * even);
    }

    private int drawnOption(int kernel, int dimension, double u) {
        double sum = 0;
        for (int option = 0; option < options[dimension]; option++) {
            sum += share(kernel, dimension, option);
            if (u < sum) {
                return option;
            }
        }
        return options[dimension] - 1;
    }

    private static int option(double position, int options) {
        return Math.min(options - 1, (int) (position * options));
    }

    private static double below(double z) {
        return 0.5 * Erf.erfc(-z * ROOT_HALF);
    }
}
