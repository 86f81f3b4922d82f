package dev.sluice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrefixBeamSearchTest {
    private static final int LABELS = 3;

    private static float[] logarithms(double... probabilities) {
        float[] logarithms = new float[probabilities.length];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = (float) Math.log(probabilities[i]);
        }
        return logarithms;
    }

    /** The probabilities of all texts, over all paths. */
    private static Map<List<Integer>, Double> counted(float[] logProbabilities) {
        int steps = logProbabilities.length / LABELS;
        Map<List<Integer>, Double> texts = new HashMap<>();
        for (long code = 0; code < Math.round(Math.pow(LABELS, steps)); code++) {
            List<Integer> text = new ArrayList<>();
            double probability = 1;
            long rest = code;
            int before = 0;
            for (int t = 0; t < steps; t++) {
                int label = (int) (rest % LABELS);
                rest /= LABELS;
                probability *= Math.exp(logProbabilities[t * LABELS + label]);
                if (label != 0 && label != before) {
                    text.add(label);
                }
                before = label;
            }
            texts.merge(text, probability, Double::sum);
        }
        return texts;
    }

    @Test
    void search_wideBeam_findsTheProbabilitiesOfAllPaths() {
        SplittableRandom random = new SplittableRandom(4);
        float[] steps = new float[6 * LABELS];
        for (int t = 0; t < 6; t++) {
            double sum = 0;
            double[] each = new double[LABELS];
            for (int label = 0; label < LABELS; label++) {
                each[label] = random.nextDouble(0.05, 1);
                sum += each[label];
            }
            for (int label = 0; label < LABELS; label++) {
                steps[t * LABELS + label] = (float) Math.log(each[label] / sum);
            }
        }
        Map<List<Integer>, Double> counted = counted(steps);

        List<Hypothesis> found = new PrefixBeamSearch(1000).search(steps, LABELS);

        assertThat(found).hasSameSizeAs(counted.keySet());
        found.forEach(text -> assertThat(Math.exp(text.logProbability()))
                .as(text.tokens().toString())
                .isCloseTo(Objects.requireNonNull(counted.get(text.tokens())), within(1e-6)));
        assertThat(found.getFirst().logProbability())
                .isGreaterThanOrEqualTo(found.get(1).logProbability());
    }

    @Test
    void search_manyPathsOfOneText_findsWhatTheLikeliestPathMisses() {
        // Graves et al., 2006, figure 4: blanks at both steps are likeliest, but three paths are read as label 1.
        float[] steps = logarithms(0.6, 0.4, 0, 0.6, 0.4, 0);

        assertThat(new PrefixBeamSearch(1).search(steps, LABELS).getFirst().tokens())
                .isEmpty();
        Hypothesis found = new PrefixBeamSearch(4).search(steps, LABELS).getFirst();
        assertThat(found.tokens()).containsExactly(1);
        assertThat(Math.exp(found.logProbability())).isCloseTo(0.64, within(1e-6));
    }

    @Test
    void search_beamOfOne_takesRepetitionsAsOneUnlessABlankIsBetween() {
        float[] steps = logarithms(0.1, 0.8, 0.1, 0.1, 0.8, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8);

        assertThat(new PrefixBeamSearch(1).search(steps, LABELS).getFirst().tokens())
                .containsExactly(1, 1, 2);
        assertThat(new PrefixBeamSearch(8).search(steps, LABELS).getFirst().tokens())
                .containsExactly(1, 1, 2);
    }

    @Test
    void new_noBeam_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrefixBeamSearch(0))
                .withMessageContaining("at least 1");
    }
}
