package dev.sluice.bench.measure;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The times of one side.
 *
 * @param rounds milliseconds of one run, the mean of each round, in the order of the rounds; the median where every run was
 *     timed by itself
 * @param tail milliseconds that 99 of 100 single runs stay within; empty where they were not timed
 */
public record Timing(List<Double> rounds, OptionalDouble tail) {
    /** Of rounds alone. */
    public Timing(List<Double> rounds) {
        this(rounds, OptionalDouble.empty());
    }

    /** Copies the times. */
    public Timing {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("a timing needs at least one round");
        }
    }

    /** The middle of the rounds, in milliseconds. */
    public double median() {
        return median(rounds);
    }

    /** The fastest round, in milliseconds. */
    public double least() {
        return rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /**
     * The speed of this side relative to another: the median over rounds of their quotients. What slowed both in a
     * round cancels.
     *
     * @throws IllegalArgumentException if the other has another number of rounds
     */
    public double timesAsFastAs(Timing other) {
        if (other.rounds.size() != rounds.size()) {
            throw new IllegalArgumentException("sides that ran in turns have equally many rounds, but these have "
                    + rounds.size() + " and " + other.rounds.size());
        }
        Double[] ratios = new Double[rounds.size()];
        Arrays.setAll(ratios, i -> other.rounds.get(i) / rounds.get(i));
        return median(List.of(ratios));
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
