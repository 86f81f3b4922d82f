package dev.sluice.core.baseline.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Multinomial naive Bayes over the n-grams of all lengths from 1 to N (Cavnar and Trenkle, 1994, for the features; Manning, Raghavan and
 * Schütze, 2008, section 13.2, for the model).
 *
 * <p>The score of class k for a text is {@code log P(k) + Σ log((c(g, k) + α) / (T(k) + α·V))} over the text's n-grams g, where c
 * counts g in the texts of k, T(k) is the sum of c over all g, V the number of different n-grams and P(k) the share of k among the
 * training texts. N-grams never seen in training are left out. A text of several classes counts for each. A class without a training text
 * is less likely than all others, by a finite score.
 */
final class NaiveBayesModel {
    /** So far below the least score of the others is that of a class without a training text: its probability is 0. */
    private static final double NEVER = 1000;

    private final List<NgramCounts> counts;
    private final double alpha;
    private final double[] prior;
    private final double[] unseen;
    private final double[] seenMore;

    /**
     * A model.
     *
     * @param shares the number of training texts of each class
     * @param counts for lengths 1 to N
     * @param alpha smoothing, the amount added to each count, over 0
     */
    NaiveBayesModel(long[] shares, List<NgramCounts> counts, double alpha) {
        this.counts = counts;
        this.alpha = alpha;
        double all = Arrays.stream(shares).sum();
        prior = Arrays.stream(shares)
                .mapToDouble(share -> StrictMath.log(share / all))
                .toArray();
        double different = counts.stream().mapToInt(NgramCounts::size).sum();
        unseen = IntStream.range(0, shares.length)
                .mapToDouble(each -> {
                    double total = counts.stream()
                            .mapToLong(count -> count.total(each))
                            .sum();
                    return StrictMath.log(alpha / (total + alpha * different));
                })
                .toArray();
        int greatest =
                counts.stream().mapToInt(NgramCounts::greatestCount).max().orElse(0);
        seenMore = IntStream.rangeClosed(0, greatest)
                .mapToDouble(count -> StrictMath.log1p(count / alpha))
                .toArray();
    }

    /** Fits n-grams up to the given length. */
    static NaiveBayesModel fit(List<ClassifiedText> training, int classes, int longest, double alpha) {
        return new NaiveBayesModel(shares(training, classes), counts(training, classes, longest), alpha);
    }

    static List<NgramCounts> counts(List<ClassifiedText> training, int classes, int longest) {
        return IntStream.rangeClosed(1, longest)
                .parallel()
                .mapToObj(length -> new NgramCounts(length, training, classes))
                .toList();
    }

    static long[] shares(List<ClassifiedText> training, int classes) {
        long[] shares = new long[classes];
        for (ClassifiedText text : training) {
            text.classes().forEach(each -> shares[each]++);
        }
        return shares;
    }

    /** The score of each class, a logarithm of its probability up to a common constant. */
    double[] scores(List<String> symbols) {
        double[] scores = prior.clone();
        int known = 0;
        for (NgramCounts ngrams : counts) {
            known += ngrams.addTo(scores, symbols, seenMore);
        }
        for (int each = 0; each < scores.length; each++) {
            scores[each] += known * unseen[each];
        }
        double least = Arrays.stream(scores).filter(Double::isFinite).min().orElse(0);
        for (int each = 0; each < scores.length; each++) {
            scores[each] = Double.isFinite(scores[each]) ? scores[each] : least - NEVER;
        }
        return scores;
    }

    /** The number of texts with a right class among the likeliest, first among one and then among three. */
    int[] hits(List<ClassifiedText> texts) {
        int[] ranks = texts.parallelStream()
                .mapToInt(text -> rank(scores(text.symbols()), text.classes()))
                .toArray();
        return new int[] {
            (int) Arrays.stream(ranks).filter(rank -> rank < 1).count(),
            (int) Arrays.stream(ranks).filter(rank -> rank < 3).count()
        };
    }

    /** The number of classes that are likelier than the likeliest right one; of equal ones the first counts as likelier. */
    private static int rank(double[] scores, List<Integer> right) {
        int best = -1;
        for (int each : right) {
            best = best < 0 || scores[each] > scores[best] ? each : best;
        }
        int ahead = 0;
        for (int other = 0; other < scores.length; other++) {
            ahead +=
                    best < 0 || scores[other] > scores[best] || (scores[other] == scores[best] && other < best) ? 1 : 0;
        }
        return ahead;
    }

    /** The length of the longest n-grams. */
    int longest() {
        return counts.size();
    }

    /** The smoothing. */
    double alpha() {
        return alpha;
    }
}
