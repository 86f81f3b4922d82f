package dev.sluice.core.data;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.apiguardian.api.API;

/** The times of the steps of a series, in any unit, never decreasing; empty where steps are 1 apart. Immutable. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Times {
    private static final Times NONE = new Times(0, step -> 0);

    private final int size;
    private final IntToDoubleFunction times;

    private Times(int size, IntToDoubleFunction times) {
        this.size = size;
        this.times = times;
    }

    /** Steps that are 1 apart. */
    public static Times none() {
        return NONE;
    }

    /**
     * A copy of the times of the steps.
     *
     * @throws DataException if they decrease or are not finite
     */
    public static Times of(double... times) {
        for (int t = 0; t < times.length; t++) {
            if (!Double.isFinite(times[t]) || (t > 0 && times[t] < times[t - 1])) {
                throw new DataException("the steps of a series must be in the order of time, but step " + (t + 1)
                        + " is at " + times[t] + (t > 0 ? ", after one at " + times[t - 1] : "") + "; sort its steps");
            }
        }
        double[] copy = times.clone();
        return times.length == 0 ? NONE : new Times(copy.length, step -> copy[step]);
    }

    /**
     * Times that are looked up on request.
     *
     * @param times of the steps: finite and never decreasing, which is not checked. Safe for several threads.
     */
    public static Times view(int size, IntToDoubleFunction times) {
        return size == 0 ? NONE : new Times(size, times);
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The number of times. */
    public int size() {
        return size;
    }

    /** The time of a step. */
    public double get(int step) {
        return times.applyAsDouble(step);
    }

    /** The times from {@code from} up to {@code to}, which is not among them, as a view; none if there are none. */
    public Times between(int from, int to) {
        return isEmpty() ? this : view(to - from, step -> times.applyAsDouble(from + step));
    }

    /** A copy of the times. */
    public double[] array() {
        double[] copy = new double[size];
        Arrays.setAll(copy, times);
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Times same && Arrays.equals(array(), same.array());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array());
    }

    @Override
    public String toString() {
        return Arrays.toString(array());
    }
}
