package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.option.Description;

/** The function that makes the candidate of {@link MinGru} and {@link MinLstm}. */
public enum MinimalCandidate {
    /** As it is. */
    @Description("The identity.")
    LINEAR,
    /** {@code a + 1/2} for {@code a ≥ 0}, {@code σ(a)} otherwise: positive and continuous. */
    @Description("a + 1/2 for a >= 0, otherwise the logistic function: the paper's form in log space.")
    POSITIVE;

    /** Any shape to the same shape. */
    Expr apply(Expr a) {
        return switch (this) {
            case LINEAR -> a;
            case POSITIVE -> Exprs.select(Exprs.lessOrEqual(Exprs.constant(0), a), a.add(0.5), Exprs.sigmoid(a));
        };
    }
}
