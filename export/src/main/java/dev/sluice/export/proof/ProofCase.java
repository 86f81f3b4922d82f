package dev.sluice.export.proof;

import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /** Real rows as they are. */
    static ProofCase of(Map<String, Tensor> values) {
        Tensor lengths = values.get(Network.LENGTHS);
        if (lengths == null) {
            throw new IllegalArgumentException("real rows must come with 'lengths', but came with " + values.keySet());
        }
        List<Integer> rows = new ArrayList<>();
        int time = 1;
        for (float length : lengths.array()) {
            rows.add((int) length);
            time = Math.max(time, (int) length);
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
