package dev.sluice.export.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of inputs that a proof tries: each batch size with each number of steps.
 *
 * @param batches numbers of rows
 * @param times numbers of steps
 * @param seed of the random tokens, numbers and states
 */
public record ProofGrid(List<Integer> batches, List<Integer> times, long seed) {
    /** Checks and copies. */
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

    /** This grid with no sequence longer than a model ever reads: rounding grows with each step, needlessly beyond that. */
    public ProofGrid upTo(int longest) {
        List<Integer> shorter =
                times.stream().map(time -> Math.min(time, longest)).distinct().toList();
        return new ProofGrid(batches, shorter, seed);
    }

    /** Every combination: all rows full, and, for a model that takes lengths, ragged with an empty row. */
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
