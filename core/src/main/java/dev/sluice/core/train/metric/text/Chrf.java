package dev.sluice.core.train.metric.text;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.HashMap;
import java.util.Map;

/**
 * The F score of n-grams of characters over all texts together, from 0 to 100 (Popović, 2015; chrF2 of sacreBLEU). White space does not
 * count. Precision and recall are averaged over the lengths of n-grams that occur on both sides; recall weighs {@code beta²} times as
 * much.
 */
public final class Chrf implements TextMetric {
    private final Options options;

    /** The figure with the given options. */
    public Chrf(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code chrf}. */
    public record Options(
            @Description("Maximum length of the n-grams, in characters") @Default("6") @Range(min = 1, max = 12)
            int longest,

            @Description("Weight β of recall relative to precision") @Default("2") @Range(min = 0)
            double beta) {
        /** The figure that papers report. */
        public static Options defaults() {
            return new Options(6, 2);
        }
    }

    @Override
    public Count start() {
        return new Counted(options);
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    private static final class Counted implements Count {
        private final Options options;
        private final long[] written;
        private final long[] reference;
        private final long[] right;
        private long texts;

        Counted(Options options) {
            this.options = options;
            written = new long[options.longest()];
            reference = new long[options.longest()];
            right = new long[options.longest()];
        }

        @Override
        public void add(String written, String reference) {
            int[] said = characters(written);
            int[] wanted = characters(reference);
            texts++;
            for (int n = 1; n <= options.longest(); n++) {
                Map<String, Integer> wantedGrams = grams(wanted, n);
                this.reference[n - 1] += Math.max(0, wanted.length - n + 1);
                // As sacreBLEU does: what has no counterpart says nothing about precision.
                this.written[n - 1] += wantedGrams.isEmpty() ? 0 : Math.max(0, said.length - n + 1);
                for (Map.Entry<String, Integer> gram : grams(said, n).entrySet()) {
                    right[n - 1] += Math.min(gram.getValue(), wantedGrams.getOrDefault(gram.getKey(), 0));
                }
            }
        }

        private static int[] characters(String text) {
            return text.codePoints()
                    .filter(character -> !BleuTokens.isSpace(character))
                    .toArray();
        }

        private static Map<String, Integer> grams(int[] characters, int n) {
            Map<String, Integer> grams = new HashMap<>();
            for (int i = 0; i + n <= characters.length; i++) {
                grams.merge(new String(characters, i, n), 1, Integer::sum);
            }
            return grams;
        }

        @Override
        public double value() {
            if (texts == 0) {
                return Double.NaN;
            }
            double precision = 0;
            double recall = 0;
            int lengths = 0;
            for (int n = 0; n < options.longest(); n++) {
                if (written[n] > 0 && reference[n] > 0) {
                    precision += (double) right[n] / written[n];
                    recall += (double) right[n] / reference[n];
                    lengths++;
                }
            }
            double weight = options.beta() * options.beta();
            return precision + recall == 0
                    ? 0
                    : 100 * (1 + weight) * precision * recall / lengths / (weight * precision + recall);
        }
    }
}
