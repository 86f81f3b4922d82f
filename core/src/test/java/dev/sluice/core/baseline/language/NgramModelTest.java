package dev.sluice.core.baseline.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.kernel.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NgramModelTest {
    private static final int SYMBOLS = 5;

    @Test
    void logarithms_anyPlace_followTheFormula() {
        int[] text = text(1, 300);
        int[] asked = text(2, 40);
        for (int order = 1; order <= 4; order++) {
            NgramModel model = NgramModel.of(List.of(text), SYMBOLS, order, 0.75);
            Reference reference = new Reference(text, order, 0.75);
            for (int place = 0; place < asked.length; place++) {
                double[] row = new double[SYMBOLS];
                model.logarithmsInto(asked, place, row);
                for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                    List<Integer> context = reference.context(asked, place);
                    assertThat(Math.exp(row[symbol]))
                            .as("order %d, place %d, symbol %d", order, place, symbol)
                            .isCloseTo(reference.probability(context, symbol), within(1e-12));
                }
            }
        }
    }

    @Test
    void logarithms_estimatedDiscounts_areProbabilities() {
        NgramModel model = NgramModel.of(List.of(text(1, 2000), text(3, 500)), SYMBOLS + 2, 3, 0);
        int[] asked = text(2, 30);
        for (int place = 0; place < asked.length; place++) {
            double[] row = new double[SYMBOLS + 2];
            model.logarithmsInto(asked, place, row);
            assertThat(Arrays.stream(row).map(Math::exp).sum()).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void of_severalTexts_noNgramCrossesTheirBorders() {
        double[] together = new double[SYMBOLS];
        double[] apart = new double[SYMBOLS];
        NgramModel.of(List.of(new int[] {0, 1, 2, 3}), SYMBOLS, 2, 0.5).logarithmsInto(new int[] {1, 2}, 1, together);
        NgramModel.of(List.of(new int[] {0, 1}, new int[] {2, 3}), SYMBOLS, 2, 0.5)
                .logarithmsInto(new int[] {1, 2}, 1, apart);

        assertThat(together[2]).isGreaterThan(together[3]);
        assertThat(apart[2]).isLessThanOrEqualTo(apart[3]);
    }

    /** Symbols that depend on the one before, and none of which is the last. */
    private static int[] text(int seed, int length) {
        CounterRandom random = CounterRandom.of(seed, "text", 0);
        int[] text = new int[length];
        for (int i = 1; i < length; i++) {
            text[i] = (text[i - 1] + random.below(2L * i, 2) * random.below(2L * i + 1, 3)) % (SYMBOLS - 1);
        }
        return text;
    }

    /** The formula in maps of lists, one n-gram after the other. */
    private static final class Reference {
        private final int order;
        private final double discount;
        private final Map<List<Integer>, Map<Integer, Integer>> counts = new HashMap<>();

        Reference(int[] text, int order, double discount) {
            this.order = order;
            this.discount = discount;
            Set<List<Integer>> longer = new HashSet<>();
            for (int length = order; length >= 1; length--) {
                Set<List<Integer>> own = new HashSet<>();
                for (int from = 0; from + length <= text.length; from++) {
                    List<Integer> gram = new ArrayList<>();
                    for (int i = from; i < from + length; i++) {
                        gram.add(text[i]);
                    }
                    if (length == order || from == 0) {
                        count(gram);
                    }
                    own.add(gram);
                }
                for (List<Integer> each : longer) {
                    count(each.subList(1, each.size()));
                }
                longer = own;
            }
        }

        private void count(List<Integer> gram) {
            int last = gram.size() - 1;
            counts.computeIfAbsent(List.copyOf(gram.subList(0, last)), none -> new HashMap<>())
                    .merge(gram.get(last), 1, Integer::sum);
        }

        List<Integer> context(int[] text, int place) {
            List<Integer> context = new ArrayList<>();
            for (int i = Math.max(0, place - order + 1); i < place; i++) {
                context.add(text[i]);
            }
            return context;
        }

        double probability(List<Integer> context, int symbol) {
            Map<Integer, Integer> own = counts.getOrDefault(context, Map.of());
            double shorter =
                    context.isEmpty() ? 1.0 / SYMBOLS : probability(context.subList(1, context.size()), symbol);
            if (own.isEmpty()) {
                return shorter;
            }
            double total = own.values().stream().mapToInt(Integer::intValue).sum();
            double kept = Math.max(0, own.getOrDefault(symbol, 0) - discount);
            return (kept + discount * own.size() * shorter) / total;
        }
    }
}
