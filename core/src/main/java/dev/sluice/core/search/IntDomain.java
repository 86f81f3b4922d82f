package dev.sluice.core.search;

import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * Whole numbers {@code low, low + step, …} up to {@code high}; values are {@code Long}.
 *
 * @param low the least value
 * @param high upper bound, inclusive; not itself a value unless a step ends on it
 * @param log whether equal ratios get equal shares; {@code low} must then be positive
 * @param step distance between values, at least 1
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record IntDomain(long low, long high, boolean log, long step) implements Domain {
    /** Largest magnitude up to which every integer is a double. */
    private static final long EXACT = 1L << 53;

    /** Checks the numbers. */
    public IntDomain {
        if (low > high) {
            throw new IllegalArgumentException(
                    "the lower bound must not exceed the upper one, but they are " + low + " and " + high);
        }
        if (Math.max(Math.abs(low), Math.abs(high)) > EXACT || low == Long.MIN_VALUE) {
            throw new IllegalArgumentException("bounds must lie within ±2^53, but they are " + low + " and " + high);
        }
        if (log && low < 1) {
            throw new IllegalArgumentException(
                    "a logarithmic range of whole numbers must begin at 1 or above, but begins at " + low);
        }
        if (step < 1 || step > EXACT) {
            throw new IllegalArgumentException("the step must be at least 1 and within 2^53, but is " + step);
        }
    }

    /** All whole numbers from {@code low} to {@code high}, with equal shares. */
    public static IntDomain of(long low, long high) {
        return new IntDomain(low, high, false, 1);
    }

    /** All whole numbers from {@code low} to {@code high}, with equal shares for equal ratios. */
    public static IntDomain log(long low, long high) {
        return new IntDomain(low, high, true, 1);
    }

    @Override
    public Long fromUnit(double position) {
        return low + step * scale().levelAt(position);
    }

    @Override
    public double toUnit(Object value) {
        Membership.require(this, value);
        return scale().toUnit((Long) value);
    }

    @Override
    public boolean contains(Object value) {
        return value instanceof Long number && number >= low && number <= high && (number - low) % step == 0;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of((high - low) / step + 1);
    }

    @Override
    public Long at(long place) {
        return low + step * Membership.place(this, place);
    }

    @Override
    public long placeOf(Object value) {
        Membership.require(this, value);
        return ((Long) value - low) / step;
    }

    @Override
    public String inWords() {
        return "whole numbers from " + low + " to " + high + (step == 1 ? "" : " in steps of " + step)
                + (log ? ", on a logarithmic scale" : "");
    }

    private Scale scale() {
        return new Scale(low, low + (high - low) / step * step, step, log);
    }
}
