package dev.sluice.cells;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.CellBuilder;

/** The input where an equation adds or multiplies it to a state, as it is. */
final class InputAsItIs {
    private InputAsItIs() {}

    /**
     * x itself if it has as many features as a state; otherwise {@code W_x x} with a matrix {@code W_x [H, I]} of its own,
     * {@code [B, H]}, since the equation has no meaning then.
     */
    static Expr of(CellBuilder cell) {
        Expr x = cell.input();
        return cell.inputSize() == cell.hiddenSize() ? x : cell.inputProduct("x", x);
    }
}
