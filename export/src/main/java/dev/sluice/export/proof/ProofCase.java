package dev.sluice.export.proof;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One input of a proof.
 *
 * @param kind its peculiarity, in words
 * @param time steps
 * @param lengths valid steps of each row
 * @param randomStates whether states begin as random numbers instead of zeros
 * @param firstIndex from which indices count up instead of being random; negative for random ones
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

    /** Short sequences that look up each row of a table of that size. */
    static List<ProofCase> everyIndex(int size) {
        List<ProofCase> cases = new ArrayList<>();
        for (int first = 0; first < size; first += TABLE_ROWS * TABLE_STEPS) {
            List<Integer> lengths = Collections.nCopies(TABLE_ROWS, TABLE_STEPS);
            cases.add(new ProofCase("every index", TABLE_STEPS, lengths, false, first));
        }
        return cases;
    }

    /** An index below {@code size}, for an element of an input. */
    int index(int element, CounterRandom random, int size) {
        return firstIndex < 0 ? random.below(element, size) : (firstIndex + element) % size;
    }

    /**
     * Real rows as they are.
     *
     * @param lengths valid steps of each row, one tensor {@code [B]} for each encoder
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

    /** All rows as long as the batch. */
    static ProofCase full(int batch, int time) {
        List<Integer> lengths = new ArrayList<>();
        for (int row = 0; row < batch; row++) {
            lengths.add(time);
        }
        return new ProofCase("full", time, lengths, false);
    }

    /** Rows of all lengths, the last one empty; what lies past a length is garbage. A single row is short of one step. */
    static ProofCase ragged(int batch, int time) {
        List<Integer> lengths = new ArrayList<>();
        for (int row = 0; row < batch; row++) {
            lengths.add(row == batch - 1 ? (batch == 1 ? time - 1 : 0) : time - row * time / batch);
        }
        return new ProofCase("ragged", time, lengths, true);
    }

    /** For people: {@code ragged batch 3, time 17}. */
    String describe() {
        return kind + ", batch " + batch() + ", time " + time;
    }
}
