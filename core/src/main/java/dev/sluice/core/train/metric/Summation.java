package dev.sluice.core.train.metric;

/**
 * A sum with what rounding lost (Neumaier, 1974), so that figures are the same to the last printed digits whatever the order of examples.
 */
final class Summation {
    private double sum;
    private double lost;

    void add(double value) {
        double next = sum + value;
        lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }

    double value() {
        return Double.isFinite(sum) ? sum + lost : sum;
    }
}
