package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** Compares results by name and says where they differ, in the words of a cell's author. */
final class Comparison {
    /** Largest distance of a correct float32 program, in multiples of the distance that the reference's own roundings make. */
    private static final double ROUNDINGS = 32;

    private Comparison() {}

    /**
     * Compares.
     *
     * @param situation how the actual results came about, for example {@code with other numbers in the padding}
     * @param tolerance relative to the larger of 1 and the expected value; 0 for the same bits
     * @param cause the usual cause of a difference
     * @throws ContractViolation for the first difference
     */
    static void same(
            String situation,
            Map<String, Array64> actual,
            Map<String, Array64> expected,
            double tolerance,
            String cause) {
        if (!actual.keySet().equals(expected.keySet())) {
            throw new ContractViolation(situation + " there are other results: " + actual.keySet() + " instead of "
                    + expected.keySet() + ". " + cause);
        }
        expected.forEach((name, array) -> same(situation, name, get(actual, name), array, tolerance, cause));
    }

    /**
     * Compares results of float32 with those of float64. A sensitive function carries roundings far, so results may differ by a
     * multiple of what the reference itself does when it rounds.
     *
     * @param rounded the reference with each operation rounded to float32
     * @param tolerance for a function that is not sensitive, relative to the larger of 1 and the expected value
     */
    static void sameButForRounding(
            String situation,
            Map<String, Array64> actual,
            Map<String, Array64> expected,
            Map<String, Array64> rounded,
            double tolerance,
            String cause) {
        double carried = 0;
        for (Map.Entry<String, Array64> result : expected.entrySet()) {
            double[] wanted = result.getValue().data();
            double[] moved = get(rounded, result.getKey()).data();
            for (int i = 0; i < wanted.length; i++) {
                carried = Math.max(carried, Math.abs(moved[i] - wanted[i]) / Math.max(1, Math.abs(wanted[i])));
            }
        }
        same(situation, actual, expected, Math.max(tolerance, ROUNDINGS * carried), cause);
    }

    static void same(String situation, String name, Array64 actual, Array64 expected, double tolerance, String cause) {
        if (!Arrays.equals(actual.sizes(), expected.sizes())) {
            throw new ContractViolation(situation + " " + Words.result(name) + " is " + Arrays.toString(actual.sizes())
                    + ", but must be " + Arrays.toString(expected.sizes()) + ". " + cause);
        }
        for (int i = 0; i < expected.data().length; i++) {
            double was = actual.data()[i];
            double wanted = expected.data()[i];
            boolean bothNan = Double.isNaN(was) && Double.isNaN(wanted);
            double distance = Math.abs(was - wanted);
            if (was != wanted && !bothNan && !(distance <= tolerance * Math.max(1, Math.abs(wanted)))) {
                boolean close = Words.number(was).equals(Words.number(wanted));
                throw new ContractViolation(situation + " " + Words.result(name)
                        + Words.place(name, i, expected.sizes()) + " is "
                        + (close ? Double.toString(was) : Words.number(was))
                        + ", but must be " + (close ? Double.toString(wanted) : Words.number(wanted)) + ". " + cause);
            }
        }
    }

    static Array64 get(Map<String, Array64> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
