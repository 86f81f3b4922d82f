package dev.sluice.examples.languageid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The method that a recurrent network has to beat: multinomial naive Bayes over the character n-grams of all lengths from 1 to N
 * (Cavnar and Trenkle, 1994, for the features; Manning, Raghavan and Schütze, 2008, section 13.2, for the model).
 *
 * <p>The score of language k for a text is {@code log P(k) + Σ log((c(g, k) + α) / (T(k) + α·V))} over the text's
 * n-grams g, where c counts g in the names of k, T(k) is the sum of c over all g, V the number of different n-grams and
 * P(k) the share of k among the training names. N-grams never seen in training are left out. A name of several
 * languages counts for each.
 */
public final class NaiveBayesBaseline {
    private static final int LONGEST_TRIED = 5;
    private static final double[] ALPHAS_TRIED = {0.01, 0.03, 0.1, 0.3, 1};

    private final List<String> languages;
    private final List<NgramCounts> counts;
    private final double alpha;
    private final double[] prior;
    private final double[] unseen;
    private final double[] seenMore;

    /**
     * @param languages sorted
     * @param shares how many training names each has
     * @param counts for lengths 1 to N
     */
    private NaiveBayesBaseline(List<String> languages, long[] shares, List<NgramCounts> counts, double alpha) {
        this.languages = languages;
        this.counts = counts;
        this.alpha = alpha;
        double all = Arrays.stream(shares).sum();
        prior = Arrays.stream(shares)
                .mapToDouble(share -> StrictMath.log(share / all))
                .toArray();
        double different = counts.stream().mapToInt(NgramCounts::size).sum();
        unseen = IntStream.range(0, languages.size())
                .mapToDouble(language -> {
                    double total = counts.stream()
                            .mapToLong(count -> count.total(language))
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

    /**
     * Trains with n-grams up to the given length and the given smoothing.
     *
     * @param longest N, at least 1
     * @param alpha what is added to each count, greater than 0
     */
    public static NaiveBayesBaseline train(List<Name> training, int longest, double alpha) {
        if (training.isEmpty() || longest < 1 || !(alpha > 0)) {
            throw new IllegalArgumentException(
                    "naive Bayes needs names, n-grams of length 1 or more and alpha > 0, but got " + training.size()
                            + " names, length " + longest + ", alpha " + alpha);
        }
        List<String> languages = training.stream()
                .flatMap(name -> name.languages().stream())
                .sorted()
                .distinct()
                .toList();
        List<NgramCounts> counts = IntStream.rangeClosed(1, longest)
                .parallel()
                .mapToObj(length -> new NgramCounts(length, training, languages))
                .toList();
        return new NaiveBayesBaseline(languages, shares(training, languages), counts, alpha);
    }

    private static long[] shares(List<Name> training, List<String> languages) {
        long[] shares = new long[languages.size()];
        for (Name name : training) {
            name.languages().forEach(language -> shares[Collections.binarySearch(languages, language)]++);
        }
        return shares;
    }

    /**
     * Trains with the length of n-grams (2 to 5) and the smoothing (0.01 to 1) that give the best top-1 accuracy on the
     * validation names, then the best top-3.
     */
    public static NaiveBayesBaseline tuned(List<Name> training, List<Name> validation) {
        NaiveBayesBaseline widest = train(training, LONGEST_TRIED, ALPHAS_TRIED[0]);
        long[] shares = shares(training, widest.languages);
        NaiveBayesBaseline best = widest;
        Score bestScore = new Score(0, 0, 0);
        for (int longest = 2; longest <= LONGEST_TRIED; longest++) {
            for (double alpha : ALPHAS_TRIED) {
                NaiveBayesBaseline candidate =
                        new NaiveBayesBaseline(widest.languages, shares, widest.counts.subList(0, longest), alpha);
                Score score = candidate.score(validation);
                if (score.compareTo(bestScore) > 0) {
                    best = candidate;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    /** The likeliest languages of a text, best first; among equals the first in the alphabet. */
    public List<String> rank(String text, int count) {
        double[] scores = prior.clone();
        int known = 0;
        for (NgramCounts ngrams : counts) {
            known += ngrams.addTo(scores, text, seenMore);
        }
        for (int language = 0; language < scores.length; language++) {
            scores[language] += known * unseen[language];
        }
        List<String> ranked = new ArrayList<>();
        while (ranked.size() < Math.min(count, scores.length)) {
            int best = 0;
            for (int language = 1; language < scores.length; language++) {
                if (scores[language] > scores[best]) {
                    best = language;
                }
            }
            ranked.add(languages.get(best));
            scores[best] = Double.NEGATIVE_INFINITY;
        }
        return ranked;
    }

    /** The share of examples that it gets right; any language of a name is right. */
    public Score score(List<Name> names) {
        int[] ranks = names.parallelStream()
                .mapToInt(name -> {
                    List<String> ranked = rank(name.text(), 3);
                    return (int) ranked.stream()
                            .takeWhile(language -> !name.languages().contains(language))
                            .count();
                })
                .toArray();
        return new Score(
                names.size(),
                (int) Arrays.stream(ranks).filter(rank -> rank < 1).count(),
                (int) Arrays.stream(ranks).filter(rank -> rank < 3).count());
    }

    /** The length of the longest n-grams it looks at. */
    public int longest() {
        return counts.size();
    }

    /** The amount added to each count. */
    public double alpha() {
        return alpha;
    }
}
