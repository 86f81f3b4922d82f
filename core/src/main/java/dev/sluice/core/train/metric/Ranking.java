package dev.sluice.core.train.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Examples by score, to tell how well those of a class stand before the others. */
final class Ranking {
    private final List<Score> scores = new ArrayList<>();

    private record Score(double score, boolean positive) {}

    void add(double score, boolean positive) {
        scores.add(new Score(score, positive));
    }

    private List<Score> sorted() {
        List<Score> sorted = new ArrayList<>(scores);
        sorted.sort(Comparator.comparingDouble(Score::score));
        return sorted;
    }

    /** The area under the ROC curve, by ranks (Mann and Whitney): the sum over positives of the negatives below them. */
    double area() {
        List<Score> sorted = sorted();
        long positives = sorted.stream().filter(Score::positive).count();
        double below = 0;
        double won = 0;
        for (int from = 0; from < sorted.size(); ) {
            int to = from;
            long tiedPositives = 0;
            while (to < sorted.size()
                    && sorted.get(to).score() == sorted.get(from).score()) {
                tiedPositives += sorted.get(to++).positive() ? 1 : 0;
            }
            if (to == from) {
                return Double.NaN;
            }
            long tiedNegatives = to - from - tiedPositives;
            won += tiedPositives * (below + tiedNegatives / 2.0);
            below += tiedNegatives;
            from = to;
        }
        double pairs = (double) positives * (sorted.size() - positives);
        return pairs == 0 ? Double.NaN : won / pairs;
    }

    /**
     * The mean over positives of the precision down to them, {@code Σ (R[n] − R[n−1]) P[n]} over thresholds; equal scores are one
     * threshold. NaN without positives, or if a score is no number.
     */
    double averagePrecision() {
        List<Score> sorted = sorted().reversed();
        long positives = sorted.stream().filter(Score::positive).count();
        double sum = 0;
        long found = 0;
        for (int from = 0; from < sorted.size(); ) {
            int to = from;
            long tied = 0;
            while (to < sorted.size()
                    && sorted.get(to).score() == sorted.get(from).score()) {
                tied += sorted.get(to++).positive() ? 1 : 0;
            }
            if (to == from) {
                return Double.NaN;
            }
            found += tied;
            sum += (double) tied * found / to;
            from = to;
        }
        return positives == 0 ? Double.NaN : sum / positives;
    }
}
