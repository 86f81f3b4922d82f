package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.ScanBuilder;
import java.util.List;

/** The last valid steps of each row side by side, as the state of a loop: {@code [T, B, C] → [B, W · C]}, the oldest first. */
final class LastSteps {
    private LastSteps() {}

    /**
     * The last steps.
     *
     * @param sequence {@code [T, B, C]}
     * @param valid 1 at valid steps, else 0, {@code [T, B, 1]}
     * @param before the steps before the sequence, {@code [B, W · C]}; zeros if there are none
     */
    static Expr of(Expr sequence, Expr valid, Expr before) {
        int variables = sequence.shape().fixed(-1);
        int kept = before.shape().fixed(-1);
        ScanBuilder scan = new ScanBuilder(false);
        Expr now = scan.input("x", sequence);
        Expr isValid = scan.input("valid", valid);
        Expr window = scan.state("window", before);
        Expr moved = kept == variables ? now : Exprs.concat(-1, List.of(window.slice(-1, variables, kept), now));
        scan.next(window, Exprs.select(isValid, moved, window));
        return scan.build().last(window);
    }
}
