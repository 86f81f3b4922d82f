package dev.sluice.tuning.gaussian;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimizes a smooth function in a box by projected steps of L-BFGS (J. Nocedal, 1980; D. P. Bertsekas, Projected Newton
 * Methods, 1982): variables that lie at a bound and would leave the box are fixed, the others take a quasi-Newton step that
 * is projected onto the box and halved until it descends enough.
 */
final class Bounded {
    private static final int MEMORY = 8;
    private static final int HALVINGS = 25;
    private static final double ENOUGH = 1e-4;

    /** A function to minimize. */
    interface Smooth {
        /**
         * Returns the value and writes the gradient.
         *
         * @param x the point. Not modified.
         * @param gradient output
         */
        double at(double[] x, double[] gradient);
    }

    /**
     * The result of a minimization.
     *
     * @param x the best point found
     * @param value of the function there
     */
    @SuppressWarnings("ArrayRecordComponent") // instances are never compared
    record Minimum(double[] x, double value) {}

    @SuppressWarnings("ArrayRecordComponent") // instances are never compared
    private record Pair(double[] step, double[] change, double curvature) {}

    private Bounded() {}

    /**
     * Minimizes from a start.
     *
     * @param start a point in the box. Not modified.
     * @param lower bounds. Not modified.
     * @param upper bounds. Not modified.
     * @param iterations largest number of iterations
     * @param flat tolerance on the largest component of the projected gradient
     * @param gain tolerance on the decrease of the value by a step
     */
    static Minimum minimize(
            Smooth function, double[] start, double[] lower, double[] upper, int iterations, double flat, double gain) {
        int n = start.length;
        double[] x = start.clone();
        double[] gradient = new double[n];
        double value = function.at(x, gradient);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int iteration = 0; iteration < iterations && Double.isFinite(value); iteration++) {
            boolean[] held = held(x, gradient, lower, upper);
            double[] direction = direction(gradient, held, pairs);
            double slope = dot(direction, gradient);
            if (largest(gradient, held) <= flat) {
                break;
            }
            if (!(slope < 0)) {
                pairs.clear();
                direction = direction(gradient, held, pairs);
            }
            double[] next = new double[n];
            double[] nextGradient = new double[n];
            double nextValue = Double.NaN;
            double length = pairs.isEmpty() ? Math.min(1, 0.1 / largest(gradient, held)) : 1;
            boolean descended = false;
            for (int halving = 0; halving < HALVINGS && !descended; halving++, length /= 2) {
                double expected = 0;
                for (int i = 0; i < n; i++) {
                    next[i] = Math.max(lower[i], Math.min(upper[i], x[i] + length * direction[i]));
                    expected += gradient[i] * (next[i] - x[i]);
                }
                nextValue = function.at(next, nextGradient);
                descended = expected < 0 && nextValue <= value + ENOUGH * expected;
            }
            if (!descended) {
                if (pairs.isEmpty()) {
                    break;
                }
                pairs.clear();
                continue;
            }
            remember(pairs, x, gradient, next, nextGradient);
            double gained = value - nextValue;
            x = next;
            gradient = nextGradient;
            value = nextValue;
            if (gained <= gain) {
                break;
            }
        }
        return new Minimum(x, value);
    }

    private static boolean[] held(double[] x, double[] gradient, double[] lower, double[] upper) {
        boolean[] held = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            held[i] = (x[i] <= lower[i] && gradient[i] > 0) || (x[i] >= upper[i] && gradient[i] < 0);
        }
        return held;
    }

    /** The two-loop recursion of L-BFGS over the variables that are not fixed. */
    private static double[] direction(double[] gradient, boolean[] held, Deque<Pair> pairs) {
        double[] direction = new double[gradient.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = held[i] ? 0 : -gradient[i];
        }
        double[] shares = new double[pairs.size()];
        int place = 0;
        for (Pair pair : pairs) {
            double share = dot(pair.step(), direction) / pair.curvature();
            shares[place++] = share;
            add(direction, -share, pair.change());
        }
        if (!pairs.isEmpty()) {
            Pair newest = pairs.getFirst();
            double scale = newest.curvature() / dot(newest.change(), newest.change());
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (Iterator<Pair> oldestFirst = pairs.descendingIterator(); oldestFirst.hasNext(); ) {
            Pair pair = oldestFirst.next();
            add(direction, shares[--place] - dot(pair.change(), direction) / pair.curvature(), pair.step());
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] = held[i] ? 0 : direction[i];
        }
        return direction;
    }

    private static void remember(
            Deque<Pair> pairs, double[] x, double[] gradient, double[] next, double[] nextGradient) {
        double[] step = new double[x.length];
        double[] change = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            step[i] = next[i] - x[i];
            change[i] = nextGradient[i] - gradient[i];
        }
        double curvature = dot(step, change);
        if (curvature > 1e-10 * Math.sqrt(dot(step, step) * dot(change, change))) {
            pairs.addFirst(new Pair(step, change, curvature));
            if (pairs.size() > MEMORY) {
                pairs.removeLast();
            }
        }
    }

    private static double largest(double[] gradient, boolean[] held) {
        double largest = 0;
        for (int i = 0; i < gradient.length; i++) {
            largest = held[i] ? largest : Math.max(largest, Math.abs(gradient[i]));
        }
        return largest;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }
}
