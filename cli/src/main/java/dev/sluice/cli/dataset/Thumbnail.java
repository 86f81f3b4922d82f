package dev.sluice.cli.dataset;

import java.util.Arrays;

/** A long series as at most some hundred means of equal stretches. Mutable while it is filled. */
public final class Thumbnail {
    private static final int MOST = 512;
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int LETTERS = 60;

    private final double[] sums = new double[MOST];
    private final int[] counts = new int[MOST];
    private long stretch = 1;
    private long steps;

    /** Adds the next value; NaN where there is none. */
    void add(double value) {
        if (steps == stretch * MOST) {
            for (int i = 0; i < MOST / 2; i++) {
                sums[i] = sums[2 * i] + sums[2 * i + 1];
                counts[i] = counts[2 * i] + counts[2 * i + 1];
            }
            Arrays.fill(sums, MOST / 2, MOST, 0);
            Arrays.fill(counts, MOST / 2, MOST, 0);
            stretch *= 2;
        }
        int place = (int) (steps++ / stretch);
        if (!Double.isNaN(value)) {
            sums[place] += value;
            counts[place]++;
        }
    }

    /** The means; NaN for a stretch without values. */
    public double[] means() {
        double[] means = new double[(int) Math.ceilDiv(steps, stretch)];
        for (int i = 0; i < means.length; i++) {
            means[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return means;
    }

    /** The number of steps that a mean is of. */
    public long stretch() {
        return stretch;
    }

    /** The series as a line of bars; a blank where nothing is known. */
    public String line() {
        double[] means = means();
        double least = Arrays.stream(means).filter(Double::isFinite).min().orElse(0);
        double most = Arrays.stream(means).filter(Double::isFinite).max().orElse(0);
        int letters = Math.min(LETTERS, means.length);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            double mean = Arrays.stream(means, i * means.length / letters, (i + 1) * means.length / letters)
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN);
            line.append(
                    Double.isNaN(mean)
                            ? ' '
                            : BARS.charAt(
                                    most == least
                                            ? 3
                                            : (int) Math.min(7, Math.floor((mean - least) / (most - least) * 8))));
        }
        return line.toString();
    }
}
