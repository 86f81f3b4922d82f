package dev.sluice.core.model;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mean of a stack's results over all values that its masks can take, each with its probability: no sampling. */
final class ExactExpectation {
    private ExactExpectation() {}

    static Map<String, double[]> of(StackTrial trial, Map<String, Array64> values) {
        Map<String, double[]> mean = new LinkedHashMap<>();
        int[] elements = {0};
        // The first run counts the elements of all masks, 2^n runs follow.
        trial.run(values, (purpose, keep, out) -> {
            java.util.Arrays.fill(out, 1);
            elements[0] += out.length;
        });
        if (elements[0] == 0 || elements[0] > 14) {
            throw new IllegalStateException("a test wants 1 to 14 elements of masks, but has " + elements[0]);
        }
        for (int bits = 0; bits < 1 << elements[0]; bits++) {
            Outcome outcome = new Outcome(bits);
            Map<String, Array64> results = trial.run(values, outcome);
            results.forEach((name, result) -> {
                double[] sum = mean.computeIfAbsent(name, key -> new double[result.data().length]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += outcome.probability * result.data()[i];
                }
            });
        }
        return mean;
    }

    /** One outcome of all masks, and how likely it is. */
    private static final class Outcome implements Evaluation.Random {
        private final int bits;
        private int next;
        private double probability = 1;

        private Outcome(int bits) {
            this.bits = bits;
        }

        @Override
        public void fill(String purpose, double keep, double[] out) {
            for (int i = 0; i < out.length; i++) {
                boolean kept = (bits >> next++ & 1) == 1;
                out[i] = kept ? 1 / keep : 0;
                probability *= kept ? keep : 1 - keep;
            }
        }
    }
}
