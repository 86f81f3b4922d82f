package dev.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Numbers as users type them: what they may be is said in words, not by the names of types. */
final class NumberWords {
    private NumberWords() {}

    /** Lets all options of a program that are numbers read them so. */
    static void readBy(CommandLine program) {
        program.registerConverter(int.class, NumberWords::integer);
        program.registerConverter(Integer.class, NumberWords::integer);
        program.registerConverter(long.class, NumberWords::wide);
        program.registerConverter(Long.class, NumberWords::wide);
        program.registerConverter(double.class, NumberWords::real);
        program.registerConverter(Double.class, NumberWords::real);
    }

    private static Integer integer(String word) {
        try {
            return Integer.valueOf(word);
        } catch (NumberFormatException e) {
            throw whole(word, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    }

    private static Long wide(String word) {
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException e) {
            throw whole(word, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private static Double real(String word) {
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("must be a number, such as 0.5, but was '" + word + "'");
        }
    }

    private static TypeConversionException whole(String word, long least, long most) {
        return new TypeConversionException(
                "must be a whole number from " + least + " to " + most + ", but was '" + word + "'");
    }
}
