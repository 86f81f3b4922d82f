package dev.sluice.core.search;

import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * The values that a dimension may take. A value is a {@code Long}, {@code Double} or {@code String}. Every domain maps to
 * the unit interval such that a uniform number gives each value of a finite domain, or each interval of a continuous one,
 * its due share (on a logarithmic scale if the domain has one).
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface Domain permits IntDomain, FloatDomain, ChoiceDomain {
    /** The value at a position of the unit interval; positions outside are clamped. */
    Object fromUnit(double position);

    /**
     * The position of a value in the unit interval, for a finite domain the middle of the positions that give it.
     *
     * @throws IllegalArgumentException if the value is not in the domain
     */
    double toUnit(Object value);

    /** Returns whether the value is one of the domain's, and of its type. */
    boolean contains(Object value);

    /** The number of values; empty for a continuous domain. */
    OptionalLong size();

    /**
     * A value of a finite domain by its index, from 0.
     *
     * @throws IndexOutOfBoundsException if there are fewer values, or the domain is continuous
     */
    Object at(long place);

    /**
     * The index of a value in a finite domain.
     *
     * @throws IllegalArgumentException if the value is not in the domain, or the domain is continuous
     */
    long placeOf(Object value);

    /** A description for messages: {@code whole numbers from 32 to 256 in steps of 32}. */
    String inWords();
}
