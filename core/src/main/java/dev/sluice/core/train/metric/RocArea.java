package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The area under the ROC curve of two classes: how likely an example of the first class gets a higher score for it than an
 * example of the second; equal scores count half. With a single column: of those whose target is 1.
 */
public final class RocArea implements Metric {
    @Override
    public Count start() {
        return new Scored();
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    private record Score(double score, boolean positive) {}

    private static final class Scored implements Count {
        private final List<Score> scores = new ArrayList<>();

        @Override
        public void add(Tensor outputs, Tensor targets) {
            int columns = outputs.shape().size(1);
            if (columns > 2) {
                throw new IllegalArgumentException(
                        "roc-auc compares two classes, but there are " + columns + "; take accuracy or f1-macro");
            }
            for (int row = 0; row < outputs.shape().size(0); row++) {
                int at = row * columns;
                double second = columns == 2 ? outputs.array()[at + 1] : 0;
                scores.add(new Score(outputs.array()[at] - second, targets.array()[at] > 0.5f));
            }
        }

        /** By ranks (Mann and Whitney): the sum over positives of the negatives below them. */
        @Override
        public double value() {
            List<Score> sorted = new ArrayList<>(scores);
            sorted.sort(Comparator.comparingDouble(Score::score));
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
    }
}
