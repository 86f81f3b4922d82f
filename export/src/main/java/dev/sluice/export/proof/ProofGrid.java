package dev.sluice.export.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of a proof's inputs: each batch size is combined with each number of steps.
 *
 * @param batches numbers of rows
 * @param times numbers of steps
 * @param seed seed of the random tokens, numbers and states
 */
public record ProofGrid(List<Integer> batches, List<Integer> times, long seed) {
    /** Checks and copies the lists. */
    public ProofGrid {
        batches = List.copyOf(batches);
        times = List.copyOf(times);
        for (List<Integer> sizes : List.of(batches, times)) {
            if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
                throw new IllegalArgumentException("a grid needs sizes of at least 1, but has " + sizes);
            }
        }
    }

    /** Batches of 1, 2, 3 and 64 rows; 1, 2, 17 and 100 steps. */
    public static ProofGrid standard() {
        return new ProofGrid(List.of(1, 2, 3, 64), List.of(1, 2, 17, 100), 1);
    }

    /** This grid without sequences longer than the model ever reads: rounding grows with each step. */
    public ProofGrid upTo(int longest) {
        List<Integer> shorter =
                times.stream().map(time -> Math.min(time, longest)).distinct().toList();
        return new ProofGrid(batches, shorter, seed);
    }

    /** All combinations: full batches, and, for a model with lengths, ragged ones with an empty row. */
    List<ProofCase> cases(boolean ragged) {
        List<ProofCase> cases = new ArrayList<>();
        for (int batch : batches) {
            for (int time : times) {
                cases.add(ProofCase.full(batch, time));
                if (ragged) {
                    cases.add(ProofCase.ragged(batch, time));
                }
            }
        }
        return cases;
    }
}
