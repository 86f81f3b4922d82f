package dev.sluice.export.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * One input of a proof.
 *
 * @param kind what is special about it
 * @param time steps
 * @param lengths valid steps of each row
 * @param randomStates whether states begin as random numbers instead of zeros
 */
record ProofCase(String kind, int time, List<Integer> lengths, boolean randomStates) {
    ProofCase {
        lengths = List.copyOf(lengths);
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
