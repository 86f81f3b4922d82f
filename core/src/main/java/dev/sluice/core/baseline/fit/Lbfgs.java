package dev.sluice.core.baseline.fit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimizes a smooth function by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno with backtracking (Nocedal and
 * Wright, <i>Numerical Optimization</i>, 2006, algorithm 7.4). One thread and a fixed order of sums: the same function gives the same
 * bits.
 */
final class Lbfgs {
    private static final int MEMORY = 10;
    private static final int MOST_HALVINGS = 40;
    private static final double DECREASE = 1e-4;

    private Lbfgs() {}

    /** A function with its derivative. */
    @FunctionalInterface
    interface Smooth {
        /**
         * The value at a point.
         *
         * @param gradient takes the derivative. Modified.
         */
        double at(double[] point, double[] gradient);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Step(double[] moved, double[] changed, double product) {}

    /**
     * The point of the least value that is found.
     *
     * @param start first point. Not modified.
     * @param tolerance for the largest component of the gradient
     */
    static double[] minimize(Smooth function, double[] start, int iterations, double tolerance) {
        double[] point = start.clone();
        double[] gradient = new double[point.length];
        double value = function.at(point, gradient);
        Deque<Step> steps = new ArrayDeque<>();
        for (int i = 0; i < iterations && largest(gradient) > tolerance; i++) {
            double[] direction = direction(gradient, steps);
            double slope = dot(direction, gradient);
            double length = steps.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
            double[] next = new double[point.length];
            double[] nextGradient = new double[point.length];
            double nextValue = Double.POSITIVE_INFINITY;
            for (int halving = 0; halving < MOST_HALVINGS; halving++) {
                for (int p = 0; p < point.length; p++) {
                    next[p] = point[p] + length * direction[p];
                }
                nextValue = function.at(next, nextGradient);
                if (nextValue <= value + DECREASE * length * slope) {
                    break;
                }
                length /= 2;
            }
            if (!(nextValue < value)) {
                return point;
            }
            remember(steps, difference(next, point), difference(nextGradient, gradient));
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return point;
    }

    private static void remember(Deque<Step> steps, double[] moved, double[] changed) {
        double product = dot(moved, changed);
        // Without curvature along the step there is nothing to learn from it.
        if (product > 1e-12 * dot(changed, changed)) {
            steps.addLast(new Step(moved, changed, product));
            if (steps.size() > MEMORY) {
                steps.removeFirst();
            }
        }
    }

    private static double[] direction(double[] gradient, Deque<Step> steps) {
        double[] direction = gradient.clone();
        double[] shares = new double[steps.size()];
        int at = steps.size();
        for (Iterator<Step> newest = steps.descendingIterator(); newest.hasNext(); ) {
            Step step = newest.next();
            shares[--at] = dot(step.moved(), direction) / step.product();
            add(direction, -shares[at], step.changed());
        }
        if (!steps.isEmpty()) {
            Step last = steps.getLast();
            scale(direction, last.product() / dot(last.changed(), last.changed()));
        }
        for (Step step : steps) {
            double share = dot(step.changed(), direction) / step.product();
            add(direction, shares[at++] - share, step.moved());
        }
        scale(direction, -1);
        return direction;
    }

    private static double largest(double[] gradient) {
        double largest = 0;
        for (double each : gradient) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private static void scale(double[] what, double factor) {
        for (int i = 0; i < what.length; i++) {
            what[i] *= factor;
        }
    }

    private static double[] difference(double[] one, double[] other) {
        double[] difference = one.clone();
        add(difference, -1, other);
        return difference;
    }
}
