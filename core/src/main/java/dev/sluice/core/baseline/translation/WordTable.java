package dev.sluice.core.baseline.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Probabilities of a target symbol given a source symbol, by IBM model 1 (Brown et al., 1993): each symbol of a target comes from one of its
 * source, wherever they stand, or from none.
 *
 * <pre>
 *   P(e_1 .. e_m | f_1 .. f_l)  ∝  Π_j Σ_i t(e_j | f_i),   f_0 the empty symbol
 * </pre>
 *
 * <p>Expectation maximization begins with the same probability for all pairs that occur together. The sums are in the order of the
 * examples, so the same pairs give the same bits.
 */
final class WordTable {
    private final Map<String, String> likeliest;

    private WordTable(Map<String, String> likeliest) {
        this.likeliest = likeliest;
    }

    /** The target symbol with the highest probability, of equal ones the one that occurred first; the symbol itself if it never occurred. */
    String likeliest(String symbol) {
        return likeliest.getOrDefault(symbol, symbol);
    }

    /** Collects pairs of texts. */
    static final class Builder {
        /** Pairs of symbols, counted where they occur together: with all arrays some 400 MB. */
        private static final int MOST = 1 << 24;

        private final Map<String, Integer> sources = new LinkedHashMap<>();
        private final Map<String, Integer> targets = new LinkedHashMap<>();
        private final List<int[]> texts = new ArrayList<>();
        private long together;

        /** Adds a pair, unless the table has become too large. */
        boolean add(List<String> source, List<String> target) {
            long more = (source.size() + 1L) * target.size();
            if (together + more > MOST) {
                return false;
            }
            together += more;
            int[] from = new int[source.size() + 1];
            for (int i = 0; i < source.size(); i++) {
                // Number 0 is the empty symbol.
                from[i + 1] = number(sources, source.get(i)) + 1;
            }
            texts.add(from);
            texts.add(
                    target.stream().mapToInt(symbol -> number(targets, symbol)).toArray());
            return true;
        }

        private static int number(Map<String, Integer> numbers, String symbol) {
            Integer known = numbers.putIfAbsent(symbol, numbers.size());
            return known == null ? numbers.size() - 1 : known;
        }

        /** Fits the table. */
        WordTable fit(int passes) {
            Pairs pairs = new Pairs(texts, (int) together);
            double[] probabilities = new double[pairs.keys.length];
            Arrays.fill(probabilities, 1);
            for (int pass = 0; pass < passes; pass++) {
                probabilities = pairs.maximized(probabilities, sources.size() + 1);
            }
            return new WordTable(likeliest(pairs, probabilities));
        }

        private Map<String, String> likeliest(Pairs pairs, double... probabilities) {
            int[] best = new int[sources.size() + 1];
            Arrays.fill(best, -1);
            for (int pair = 0; pair < probabilities.length; pair++) {
                int source = pairs.source(pair);
                if (best[source] < 0 || probabilities[pair] > probabilities[best[source]]) {
                    best[source] = pair;
                }
            }
            List<String> written = List.copyOf(targets.keySet());
            Map<String, String> likeliest = new HashMap<>();
            sources.forEach((symbol, number) -> {
                int pair = best[number + 1];
                if (pair >= 0) {
                    likeliest.put(symbol, written.get(pairs.target(pair)));
                }
            });
            return likeliest;
        }
    }

    /** All pairs that occur together, in order, and where they do. */
    private static final class Pairs {
        private final List<int[]> texts;
        /** Source and target in one number, ascending. */
        private final long[] keys;
        /** The pair of each target symbol with each source symbol, text by text. */
        private final int[] places;

        Pairs(List<int[]> texts, int together) {
            this.texts = texts;
            long[] all = new long[together];
            int at = 0;
            for (int text = 0; text < texts.size(); text += 2) {
                for (int target : texts.get(text + 1)) {
                    for (int source : texts.get(text)) {
                        all[at++] = (long) source << Integer.SIZE | target;
                    }
                }
            }
            long[] sorted = all.clone();
            Arrays.sort(sorted);
            int different = 0;
            for (int i = 0; i < sorted.length; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    sorted[different++] = sorted[i];
                }
            }
            keys = Arrays.copyOf(sorted, different);
            places = new int[together];
            for (int i = 0; i < together; i++) {
                places[i] = Arrays.binarySearch(keys, all[i]);
            }
        }

        int source(int pair) {
            return (int) (keys[pair] >>> Integer.SIZE);
        }

        int target(int pair) {
            return (int) keys[pair];
        }

        /** One pass: expected counts, divided by those of their source. */
        double[] maximized(double[] probabilities, int sources) {
            double[] counts = new double[keys.length];
            double[] totals = new double[sources];
            int at = 0;
            for (int text = 0; text < texts.size(); text += 2) {
                int length = texts.get(text).length;
                for (int j = 0; j < texts.get(text + 1).length; j++) {
                    double sum = 0;
                    for (int i = at; i < at + length; i++) {
                        sum += probabilities[places[i]];
                    }
                    for (int i = at; i < at + length; i++) {
                        double share = probabilities[places[i]] / sum;
                        counts[places[i]] += share;
                        totals[source(places[i])] += share;
                    }
                    at += length;
                }
            }
            for (int pair = 0; pair < counts.length; pair++) {
                counts[pair] /= totals[source(pair)];
            }
            return counts;
        }
    }
}
