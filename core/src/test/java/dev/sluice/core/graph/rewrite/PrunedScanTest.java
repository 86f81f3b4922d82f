package dev.sluice.core.graph.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Scan;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrunedScanTest {
    private static final Dims ROW = Dims.of(Dim.BATCH, 2);

    private final Expr read = Exprs.input("read", ROW);
    private final Expr unread = Exprs.input("unread", ROW);
    private final Expr state = Exprs.input("state", ROW);
    private final Expr constant = Exprs.input("constant", ROW);
    private final Expr unreadConstant = Exprs.input("unread constant", ROW);
    private final Expr x = Exprs.input("x", ROW.prepend(Dim.TIME));
    private final Expr y = Exprs.input("y", ROW.prepend(Dim.TIME));
    private final Expr first = Exprs.input("first", ROW);
    private final Expr a = Exprs.input("a", ROW);
    private final Expr b = Exprs.input("b", ROW);

    private Expr scan(Expr next, List<Expr> outputs) {
        return PrunedScan.of(
                List.of(unread, read),
                List.of(y, x),
                List.of(state),
                List.of(first),
                List.of(constant, unreadConstant),
                List.of(a, b),
                List.of(next),
                outputs,
                true);
    }

    @Test
    void of_placeholdersThatNothingReads_losesThemAndTheirOperands() {
        Expr pruned = scan(state.add(read).mul(constant), List.of());

        assertThat(pruned.operands()).containsExactly(x, first, a);
        Scan scan = (Scan) pruned.op();
        assertThat(scan.step().inputs()).containsExactly(read);
        assertThat(scan.step().captures()).containsExactly(constant);
        assertThat(scan.reverse()).isTrue();
    }

    @Test
    void of_placeholdersThatAnOutputReads_keepsThem() {
        Expr pruned = scan(state.add(read), List.of(unread.mul(unreadConstant)));

        assertThat(pruned.operands()).containsExactly(y, x, first, b);
    }

    @Test
    void of_stateThatNothingReads_keepsIt() {
        assertThat(scan(read, List.of()).operands()).containsExactly(x, first);
    }
}
