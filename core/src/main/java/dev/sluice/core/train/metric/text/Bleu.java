package dev.sluice.core.train.metric.text;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BLEU over all texts together (Papineni et al., 2002), from 0 to 100, as sacreBLEU counts it (Post, 2018):
 *
 * <pre>
 *   100 · min(1, exp(1 - R / W)) · exp(1/4 · Σ log p_n),  n = 1..4
 * </pre>
 *
 * with the words {@code W} that were written, those of the references {@code R}, and the share {@code p_n} of written n-grams that the
 * reference has, each at most as often as it has it. Where no n-gram of a length is right, {@code p_n} is half of that of a single right one, a
 * quarter for the next such length, and so on (smoothing {@code exp}).
 */
public final class Bleu implements TextMetric {
    private static final int LONGEST = 4;

    private final Options options;

    /** The figure with the given options. */
    public Bleu(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code bleu}. */
    public record Options(
            @Description("How texts are split into words") @Default("mteval")
            BleuTokens tokens,

            @Description("Whether to ignore case") @Default("false")
            boolean lowercase,

            @Description("Maximum length of the n-grams, in words") @Default("4") @Range(min = 1, max = 8)
            int longest) {
        /** The figure that papers report. */
        public static Options defaults() {
            return new Options(BleuTokens.MTEVAL, false, LONGEST);
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
        private final long[] right;
        private final long[] all;
        private long written;
        private long reference;
        private long texts;

        Counted(Options options) {
            this.options = options;
            right = new long[options.longest()];
            all = new long[options.longest()];
        }

        @Override
        public void add(String written, String reference) {
            List<String> said = words(written);
            List<String> wanted = words(reference);
            texts++;
            this.written += said.size();
            this.reference += wanted.size();
            for (int n = 1; n <= options.longest(); n++) {
                Map<List<String>, Integer> wantedGrams = grams(wanted, n);
                all[n - 1] += Math.max(0, said.size() - n + 1);
                for (Map.Entry<List<String>, Integer> gram : grams(said, n).entrySet()) {
                    right[n - 1] += Math.min(gram.getValue(), wantedGrams.getOrDefault(gram.getKey(), 0));
                }
            }
        }

        private List<String> words(String text) {
            return options.tokens().of(options.lowercase() ? text.toLowerCase(Locale.ROOT) : text);
        }

        private static Map<List<String>, Integer> grams(List<String> words, int n) {
            Map<List<String>, Integer> grams = new HashMap<>();
            for (int i = 0; i + n <= words.size(); i++) {
                grams.merge(words.subList(i, i + n), 1, Integer::sum);
            }
            return grams;
        }

        @Override
        public double value() {
            if (texts == 0) {
                return Double.NaN;
            }
            double logs = 0;
            double smoothing = 1;
            boolean any = false;
            for (int n = 0; n < options.longest(); n++) {
                if (all[n] == 0) {
                    return 0;
                }
                any |= right[n] > 0;
                smoothing *= right[n] == 0 ? 2 : 1;
                logs += StrictMath.log(right[n] == 0 ? 1 / (smoothing * all[n]) : (double) right[n] / all[n]);
            }
            double brevity = written >= reference ? 1 : StrictMath.exp(1 - (double) reference / written);
            return any ? 100 * brevity * StrictMath.exp(logs / options.longest()) : 0;
        }
    }
}
