package dev.sluice.core.evaluation;

import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * How often examples of each class were taken for each class, where classes exclude each other.
 *
 * @param labels in their order
 * @param counts a row for each right class, a column for each predicted one
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ConfusionMatrix(List<String> labels, List<List<Long>> counts) {
    /** Beyond that many classes a table is too large to read. */
    private static final int MOST_CLASSES = 200;

    /** Copies the lists. */
    public ConfusionMatrix {
        labels = List.copyOf(labels);
        counts = counts.stream().map(List::copyOf).toList();
    }

    /** Returns whether a table of that many classes is worth making. */
    static boolean suits(int classes) {
        return classes > 1 && classes <= MOST_CLASSES;
    }

    /** A count. */
    static final class Count {
        private final List<String> labels;
        private final long[][] counts;

        Count(List<String> labels) {
            this.labels = labels;
            counts = new long[labels.size()][labels.size()];
        }

        /**
         * Adds rows. Where several classes are right for one and none of them is predicted, it counts for the first.
         *
         * @param scores {@code [T, C]}; a row without a number counts nowhere
         * @param right {@code [T, C]}, over 0 for right classes
         */
        void add(Matrix scores, Matrix right) {
            for (int row = 0; row < scores.rows(); row++) {
                int said = largest(scores, row);
                int wanted = said >= 0 && right.get(row, said) > 0 ? said : largest(right, row);
                if (said >= 0 && wanted >= 0) {
                    counts[wanted][said]++;
                }
            }
        }

        private static int largest(Matrix values, int row) {
            int best = -1;
            for (int c = 0; c < values.columns(); c++) {
                double value = values.get(row, c);
                if (!Double.isNaN(value) && (best < 0 || value > values.get(row, best))) {
                    best = c;
                }
            }
            return best;
        }

        /** The table; empty if nothing was added. */
        Optional<ConfusionMatrix> matrix() {
            return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum() == 0
                    ? Optional.empty()
                    : Optional.of(new ConfusionMatrix(
                            labels,
                            Arrays.stream(counts)
                                    .map(row -> Arrays.stream(row).boxed().toList())
                                    .toList()));
        }
    }
}
