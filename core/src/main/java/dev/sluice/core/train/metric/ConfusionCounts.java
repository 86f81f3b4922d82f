package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Matrix;
import org.apiguardian.api.API;

/**
 * How often each class was taken for each, where classes exclude each other: the predicted class is that of the largest score. Where
 * several classes are right for an example and none of them is predicted, it counts for the first of them.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ConfusionCounts {
    private long[][] counts = new long[0][0];
    /** Examples of each class whose scores hold no number: they are predicted as nothing. */
    private long[] unanswered = new long[0];

    /**
     * Adds rows.
     *
     * @param scores {@code [B, C]}. Not modified.
     * @param answers {@code [B, C]} or {@code [B, 1]}: the {@link RightClasses}. Not modified.
     */
    public void add(Matrix scores, Matrix answers) {
        if (counts.length == 0) {
            counts = new long[scores.columns()][scores.columns()];
            unanswered = new long[scores.columns()];
        }
        RightClasses right = RightClasses.of(scores, answers);
        for (int row = 0; row < scores.rows(); row++) {
            int said = Rank.largest(scores, row);
            int wanted = said >= 0 && right.holds(row, said) ? said : right.first(row);
            if (said < 0) {
                unanswered[wanted]++;
            } else {
                counts[wanted][said]++;
            }
        }
    }

    /** The number of classes; 0 before anything is added. */
    public int classes() {
        return counts.length;
    }

    /** Examples of one class that were taken for another. */
    public long of(int right, int said) {
        return counts[right][said];
    }

    /** Examples of a class. */
    long ofClass(int right) {
        long sum = unanswered[right];
        for (long count : counts[right]) {
            sum += count;
        }
        return sum;
    }

    /** Examples that were taken for a class. */
    long takenFor(int said) {
        long sum = 0;
        for (long[] row : counts) {
            sum += row[said];
        }
        return sum;
    }
}
