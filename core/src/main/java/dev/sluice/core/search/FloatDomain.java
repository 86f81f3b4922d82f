package dev.sluice.core.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * Numbers from {@code low} to {@code high}, all of them or {@code low, low + step, …}; values are {@code Double}.
 *
 * @param low the least value, finite
 * @param high upper bound, inclusive; not itself a value unless a step ends on it
 * @param log whether equal ratios get equal shares; {@code low} must then be positive
 * @param step distance between values, computed in decimal so that 0.1 + 2 · 0.1 is 0.3; 0 for a continuous range
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record FloatDomain(double low, double high, boolean log, double step) implements Domain {
    private static final BigDecimal MOST_STEPS = BigDecimal.valueOf(1L << 53);

    /** Checks the numbers. */
    public FloatDomain {
        if (!Double.isFinite(low) || !Double.isFinite(high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException(
                    "bounds and their distance must be finite, but the bounds are " + low + " and " + high);
        }
        if (low > high) {
            throw new IllegalArgumentException(
                    "the lower bound must not exceed the upper one, but they are " + low + " and " + high);
        }
        if (log && low <= 0) {
            throw new IllegalArgumentException("a logarithmic range must begin above 0, but begins at " + low);
        }
        if (!(step >= 0 && Double.isFinite(step))) {
            throw new IllegalArgumentException("the step must be 0 (none) or positive, but is " + step);
        }
        if (step > 0 && steps(low, high, step).compareTo(MOST_STEPS) > 0) {
            throw new IllegalArgumentException("a range must have at most 2^53 steps, but " + step
                    + " is too fine for the range from " + low + " to " + high);
        }
    }

    /** All numbers from {@code low} to {@code high}, with equal shares for equal differences. */
    public static FloatDomain of(double low, double high) {
        return new FloatDomain(low, high, false, 0);
    }

    /** All numbers from {@code low} to {@code high}, with equal shares for equal ratios. */
    public static FloatDomain log(double low, double high) {
        return new FloatDomain(low, high, true, 0);
    }

    /** Returns whether every number between the bounds is a value. */
    public boolean isContinuous() {
        return step == 0;
    }

    @Override
    public Double fromUnit(double position) {
        if (!isContinuous()) {
            return level(scale().levelAt(position));
        }
        // The bounds as they were given: the logarithm and its inverse need not meet.
        return position <= 0 ? (Double) low : position >= 1 ? (Double) high : scale().fromUnit(position);
    }

    @Override
    public double toUnit(Object value) {
        Membership.require(this, value);
        return scale().toUnit((Double) value);
    }

    @Override
    public boolean contains(Object value) {
        return value instanceof Double number
                && number >= low
                && number <= high
                && (isContinuous() || level(Math.round((number - low) / step)) == number);
    }

    @Override
    public OptionalLong size() {
        return isContinuous()
                ? low == high ? OptionalLong.of(1) : OptionalLong.empty()
                : OptionalLong.of(lastLevel() + 1);
    }

    @Override
    public Double at(long place) {
        long checked = Membership.place(this, place);
        return isContinuous() ? low : level(checked);
    }

    @Override
    public long placeOf(Object value) {
        Membership.require(this, value);
        if (size().isEmpty()) {
            throw new IllegalArgumentException("a value of a continuous domain has no place (" + inWords() + ")");
        }
        return isContinuous() ? 0 : Math.round(((Double) value - low) / step);
    }

    @Override
    public String inWords() {
        return "numbers from " + low + " to " + high + (isContinuous() ? "" : " in steps of " + step)
                + (log ? ", on a logarithmic scale" : "");
    }

    private long lastLevel() {
        return steps(low, high, step).longValueExact();
    }

    private double level(long number) {
        return BigDecimal.valueOf(step)
                .multiply(BigDecimal.valueOf(number))
                .add(BigDecimal.valueOf(low))
                .doubleValue();
    }

    private Scale scale() {
        return new Scale(low, isContinuous() ? high : level(lastLevel()), step, log);
    }

    private static BigDecimal steps(double low, double high, double step) {
        return BigDecimal.valueOf(high)
                .subtract(BigDecimal.valueOf(low))
                .divide(BigDecimal.valueOf(step), 0, RoundingMode.FLOOR);
    }
}
