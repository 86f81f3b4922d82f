package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Tensor;

/**
 * The share of examples whose largest score stands in a right column. With a single column: whose score lies on the right
 * side of 0.
 */
public final class Accuracy implements Metric {
    @Override
    public Count start() {
        return new HitCount(Accuracy::hit);
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    private static boolean hit(Tensor outputs, Tensor targets, int row) {
        if (outputs.shape().size(1) == 1) {
            float score = outputs.array()[row];
            return !Float.isNaN(score) && score > 0 == targets.array()[row] > 0.5f;
        }
        return Rank.hit(outputs, targets, row, 1);
    }
}
