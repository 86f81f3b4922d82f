package dev.sluice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BeamSearchTest {
    private static final int A = 4;
    private static final int B = 5;
    private static final int END = 3;
    private static final int SYMBOLS = 6;

    /** Probabilities of the next symbols by the source and what was written, such as {@code "0"} or {@code "0ab"}. */
    private static final class Table implements StepModel {
        private final Map<String, double[]> next = new HashMap<>();

        Table say(String after, double a, double b, double end) {
            next.put(after, new double[] {a, b, end});
            return this;
        }

        @Override
        public Rows begin(Tensors inputs) {
            List<String> rows = new ArrayList<>();
            for (float source : inputs.get("source").array()) {
                rows.add(Integer.toString((int) source));
            }
            return new Written(rows);
        }

        private final class Written implements Rows {
            private List<String> rows;

            Written(List<String> rows) {
                this.rows = rows;
            }

            @Override
            public int size() {
                return rows.size();
            }

            @Override
            public void select(int... from) {
                List<String> chosen = new ArrayList<>();
                for (int row : from) {
                    chosen.add(rows.get(row));
                }
                rows = chosen;
            }

            @Override
            public Step next(int... tokens) {
                assertThat(tokens).hasSize(rows.size());
                float[] said = new float[tokens.length * SYMBOLS];
                Arrays.fill(said, Float.NEGATIVE_INFINITY);
                for (int row = 0; row < tokens.length; row++) {
                    String written = rows.get(row) + (tokens[row] == A ? "a" : tokens[row] == B ? "b" : "");
                    rows.set(row, written);
                    double[] probabilities = next.getOrDefault(written, new double[] {0.6, 0.4, 0});
                    said[row * SYMBOLS + A] = (float) Math.log(probabilities[0]);
                    said[row * SYMBOLS + B] = (float) Math.log(probabilities[1]);
                    said[row * SYMBOLS + END] = (float) Math.log(probabilities[2]);
                }
                return new Step(said, new float[0], 0);
            }
        }
    }

    private static Tensors sources(float... numbers) {
        return Tensors.of("source", Tensor.wrap(Shape.of(numbers.length), numbers));
    }

    private static List<List<Hypothesis>> search(StepModel model, int beam, double penalty, float... sources) {
        return new BeamSearch(new SearchOptions(beam, penalty, 4)).search(model, sources(sources));
    }

    /** The likeliest first symbol leads into a dead end. */
    private static Table deadEnd() {
        return new Table()
                .say("0", 0.6, 0.4, 0)
                .say("0a", 0.4, 0.3, 0.3)
                .say("0aa", 0.1, 0.1, 0.8)
                .say("0b", 0.05, 0.05, 0.9);
    }

    @Test
    void greedy_takesTheLikeliestSymbol() {
        Hypothesis text = search(deadEnd(), 1, 0, 0).getFirst().getFirst();
        assertThat(text.tokens()).containsExactly(A, A);
        assertThat(text.logProbability()).isEqualTo(Math.log(0.6 * 0.4 * 0.8), within(1e-6));
        assertThat(text.ended()).isTrue();
    }

    @Test
    void beam_findsTheLikelierText() {
        List<Hypothesis> texts = search(deadEnd(), 2, 0, 0).getFirst();
        assertThat(texts.getFirst().tokens()).containsExactly(B);
        assertThat(texts.getFirst().logProbability()).isEqualTo(Math.log(0.4 * 0.9), within(1e-6));
        assertThat(texts).hasSize(2);
    }

    @Test
    void penalty_favorsLongerTexts() {
        // One symbol with 0.30, or three with 0.28 in all: the shorter is likelier.
        Table table = new Table()
                .say("0", 0.5, 0.5, 0)
                .say("0a", 0, 0.4, 0.6)
                .say("0ab", 0.5, 0.4, 0.1)
                .say("0b", 0.9, 0.1, 0)
                .say("0ba", 0.8, 0.15, 0.05)
                .say("0baa", 0.1, 0.1, 0.8);
        assertThat(search(table, 2, 0, 0).getFirst().getFirst().tokens()).containsExactly(A);
        List<Hypothesis> favored = search(table, 2, 2, 0).getFirst();
        assertThat(favored.getFirst().tokens()).hasSizeGreaterThan(1);
        assertThat(favored.getFirst().score()).isGreaterThan(favored.get(1).score());
    }

    @Test
    void endless_stopsAtTheLimitAndSaysSo() {
        Hypothesis text = search(new Table(), 1, 0.6, 0).getFirst().getFirst();
        assertThat(text.tokens()).containsExactly(A, A, A, A);
        assertThat(text.ended()).isFalse();
        assertThatThrownBy(() -> new BeamSearch(SearchOptions.greedy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a limit of length");
    }

    @Test
    void sources_sideBySide_asAlone() {
        Table table = deadEnd().say("1", 0.1, 0.2, 0.7).say("2", 0.2, 0.8, 0).say("2b", 0.3, 0.1, 0.6);
        for (int beam : new int[] {1, 2, 3}) {
            List<List<Hypothesis>> together = search(table, beam, 0.6, 0, 1, 2);
            for (int source = 0; source < 3; source++) {
                assertThat(together.get(source))
                        .isEqualTo(search(table, beam, 0.6, source).getFirst());
            }
        }
    }

    @Test
    void emptyText_isPossible() {
        Table table = new Table().say("1", 0.1, 0.2, 0.7);
        assertThat(search(table, 1, 0.6, 1).getFirst().getFirst().tokens()).isEmpty();
    }
}
