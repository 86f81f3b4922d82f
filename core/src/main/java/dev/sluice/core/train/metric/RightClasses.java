package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Matrix;
import org.apiguardian.api.API;

/**
 * The right classes of examples, read from their targets: one column for each class, over 0 where it is right; or, where each
 * example has exactly one, a single column with its number.
 *
 * @param targets {@code [B, C]} or {@code [B, 1]}. Not modified.
 * @param classes the number of classes, {@code C}: that of the columns of the scores beside them
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record RightClasses(Matrix targets, int classes) {
    /** The right classes beside the scores of a head. */
    public static RightClasses of(Matrix scores, Matrix targets) {
        return new RightClasses(targets, scores.columns());
    }

    /** Returns whether the targets are numbers of classes. A single class holds or not: its column is no number. */
    private boolean areNumbers() {
        return classes > 1 && targets.columns() == 1;
    }

    /** Returns whether a class is right for a row. */
    public boolean holds(int row, int column) {
        return share(row, column) > 0;
    }

    /** The share of a class in what is right for a row: 1 if it is the only one, 0 if it is wrong. */
    public double share(int row, int column) {
        if (areNumbers()) {
            return targets.get(row, 0) == column ? 1 : 0;
        }
        return targets.get(row, column);
    }

    /** The only right class of a row; -1 where there is a column for each class. */
    public int only(int row) {
        return areNumbers() ? (int) targets.get(row, 0) : -1;
    }

    /** The class with the largest share in a row, the first of equal ones; -1 if the shares are no numbers. */
    public int first(int row) {
        return areNumbers() ? (int) targets.get(row, 0) : Rank.largest(targets, row);
    }
}
