package dev.sluice.export.proof;

import java.util.HashMap;
import java.util.Map;

/**
 * Chooses which rows of batches too large for the interpreter are held to float64: those that differ from the engine by more than
 * {@link Tolerance#NEAR}, all of them while the budget lasts, and then each that differs more than all before it did. Long texts
 * come in thousands of pieces, of which few do. Mutable.
 */
final class LongRows {
    private final Map<String, Double> largest = new HashMap<>();
    private Counts counts = new Counts(0, 0);

    /**
     * The rows so far.
     *
     * @param held to float64
     * @param left to the engine, as they differed less than one that was held
     */
    record Counts(int held, int left) {}

    /**
     * Returns whether to hold a row to float64.
     *
     * @param output with a difference
     * @param difference of the row from the engine, relative to what is near
     */
    boolean holds(String output, double difference, Reference reference, int time) {
        boolean largestYet = !(difference <= largest.getOrDefault(output, 0.0));
        boolean holds = reference.affordsRow(time) || largestYet;
        if (holds && largestYet) {
            largest.put(output, difference);
        }
        counts = new Counts(counts.held() + (holds ? 1 : 0), counts.left() + (holds ? 0 : 1));
        return holds;
    }

    /** Starts with inputs of another kind, whose differences are not to be measured by those before. */
    void refresh() {
        largest.clear();
    }

    Counts counts() {
        return counts;
    }
}
