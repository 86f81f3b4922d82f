package dev.sluice.export.proof;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One input of a proof.
 *
 * @param kind the case's name
 * @param time number of steps
 * @param lengths number of valid steps of each row
 * @param randomStates whether initial states are random instead of zeros
 * @param firstIndex first of consecutive indices; negative for random ones
 */
record ProofCase(String kind, int time, List<Integer> lengths, boolean randomStates, int firstIndex) {
    private static final int TABLE_ROWS = 64;
    private static final int TABLE_STEPS = 2;

    ProofCase {
        lengths = List.copyOf(lengths);
    }

    ProofCase(String kind, int time, List<Integer> lengths, boolean randomStates) {
        this(kind, time, lengths, randomStates, -1);
    }

    /** Short sequences that together look up each row of a table of the given size. */
    static List<ProofCase> everyIndex(int size) {
        List<ProofCase> cases = new ArrayList<>();
        for (int first = 0; first < size; first += TABLE_ROWS * TABLE_STEPS) {
            List<Integer> lengths = Collections.nCopies(TABLE_ROWS, TABLE_STEPS);
            cases.add(new ProofCase("every index", TABLE_STEPS, lengths, false, first));
        }
        return cases;
    }

    /** An index below {@code size} for an element of an input. */
    int index(int element, CounterRandom random, int size) {
        return firstIndex < 0 ? random.below(element, size) : (firstIndex + element) % size;
    }

    /**
     * Real rows, unchanged.
     *
     * @param lengths number of valid steps of each row, one tensor {@code [B]} for each encoder
     */
    static ProofCase of(List<Tensor> lengths) {
        if (lengths.isEmpty()) {
            throw new IllegalArgumentException("real rows must come with lengths, but came without");
        }
        List<Integer> rows = new ArrayList<>();
        int time = 1;
        for (Tensor tensor : lengths) {
            for (float length : tensor.array()) {
                time = Math.max(time, (int) length);
            }
        }
        for (float length : lengths.getFirst().array()) {
            rows.add((int) length);
        }
        return new ProofCase("validation rows", time, rows, false);
    }

    int batch() {
        return lengths.size();
    }

    /** A batch with all rows of full length. */
    static ProofCase full(int batch, int time) {
        List<Integer> lengths = new ArrayList<>();
        for (int row = 0; row < batch; row++) {
            lengths.add(time);
        }
        return new ProofCase("full", time, lengths, false);
    }

    /** A batch with rows of all lengths, the last one empty, and garbage past the lengths. A single row is one step short. */
    static ProofCase ragged(int batch, int time) {
        List<Integer> lengths = new ArrayList<>();
        for (int row = 0; row < batch; row++) {
            lengths.add(row == batch - 1 ? (batch == 1 ? time - 1 : 0) : time - row * time / batch);
        }
        return new ProofCase("ragged", time, lengths, true);
    }

    /** A description: {@code ragged batch 3, time 17}. */
    String describe() {
        return kind + ", batch " + batch() + ", time " + time;
    }
}
