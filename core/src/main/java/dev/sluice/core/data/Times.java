package dev.sluice.core.data;

import java.util.Arrays;
import org.apiguardian.api.API;

/** The times of the steps of a series, in any unit, never decreasing; empty where steps are 1 apart. Immutable. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Times {
    private static final Times NONE = new Times();

    private final double[] times;

    private Times(double... times) {
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
                throw new DataException("the steps of a series must be in the order of time, but step " + t + " is at "
                        + times[t] + (t > 0 ? ", after one at " + times[t - 1] : "") + "; sort its steps");
            }
        }
        return times.length == 0 ? NONE : new Times(times.clone());
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return times.length == 0;
    }

    /** The number of times. */
    public int size() {
        return times.length;
    }

    /** The time of a step. */
    public double get(int step) {
        return times[step];
    }

    /** A copy of the times from {@code from} up to {@code to}, which is not among them; none if there are none. */
    public Times between(int from, int to) {
        return isEmpty() ? this : new Times(Arrays.copyOfRange(times, from, to));
    }

    /** A copy of the times. */
    public double[] array() {
        return times.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Times same && Arrays.equals(times, same.times);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(times);
    }

    @Override
    public String toString() {
        return Arrays.toString(times);
    }
}
