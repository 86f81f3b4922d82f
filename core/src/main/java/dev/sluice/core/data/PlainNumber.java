package dev.sluice.core.data;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as people and programs write them in data: none of the type suffixes, hexadecimal digits and words that Java's parser takes too. */
public final class PlainNumber {
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private PlainNumber() {}

    /** Returns whether a text without white space around it is a number. */
    public static boolean matches(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** The float64 that is nearest to what is written, with a point before decimals; NaN for {@code nan}, empty if a text is no number. */
    public static OptionalDouble read(String text) {
        if (text.equalsIgnoreCase("nan")) {
            return OptionalDouble.of(Double.NaN);
        }
        return matches(text) ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}
