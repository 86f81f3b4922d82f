package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Reduce;

/** The last step of each loss: the mean over the batch. */
final class BatchMean {
    private BatchMean() {}

    /** The mean of all elements: {@code [B, C] → []}. */
    static Expr of(Expr values) {
        Expr perExample = Expr.of(new Reduce(Reduce.Kind.MEAN, -1, false), values);
        return Expr.of(new Reduce(Reduce.Kind.MEAN, -1, false), perExample);
    }
}
