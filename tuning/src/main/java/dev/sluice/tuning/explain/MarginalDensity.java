package dev.sluice.tuning.explain;

import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Domain;
import java.util.Arrays;
import java.util.List;

/**
 * The density of values over one domain, on a grid: a share for each option of an unordered choice, otherwise a kernel density
 * estimate over the unit interval with Scott's bandwidth. One uniform pseudo-observation keeps every share above 0.
 */
final class MarginalDensity {
    private static final int GRID = 50;
    private static final double SCOTT = 1.059;
    private static final double QUARTILES_OF_NORMAL = 1.34;
    private static final double NARROWEST = 0.5 / (GRID - 1);

    private MarginalDensity() {}

    /** Shares that sum to 1, all positive. */
    static double[] of(Domain domain, List<Object> values) {
        double[] shares = domain instanceof ChoiceDomain choice && !choice.ordered()
                ? counts(choice, values)
                : kernels(values.stream().mapToDouble(domain::toUnit).toArray());
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private static double[] counts(ChoiceDomain choice, List<Object> values) {
        double[] counts = new double[choice.options().size()];
        Arrays.fill(counts, 1.0 / counts.length);
        values.forEach(value -> counts[choice.options().indexOf(value)]++);
        return counts;
    }

    private static double[] kernels(double[] positions) {
        double width = bandwidth(positions);
        double[] shares = new double[GRID];
        Arrays.fill(shares, 1.0 / GRID);
        double[] kernel = new double[GRID];
        for (double position : positions) {
            double sum = 0;
            for (int i = 0; i < GRID; i++) {
                double distance = ((double) i / (GRID - 1) - position) / width;
                kernel[i] = StrictMath.exp(-0.5 * distance * distance);
                sum += kernel[i];
            }
            // Each kernel is normalized, whatever part of it lies outside the unit interval.
            for (int i = 0; i < GRID; i++) {
                shares[i] += kernel[i] / sum;
            }
        }
        return shares;
    }

    private static double bandwidth(double[] positions) {
        double[] sorted = positions.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).average().orElse(0);
        double variance =
                Arrays.stream(sorted).map(each -> (each - mean) * (each - mean)).sum() / Math.max(1, sorted.length - 1);
        double middleHalf = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        double spread = Math.min(Math.sqrt(variance), middleHalf / QUARTILES_OF_NORMAL);
        return Math.max(NARROWEST, SCOTT * spread * StrictMath.pow(sorted.length, -0.2));
    }

    private static double quantile(double[] sorted, double part) {
        double at = part * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
