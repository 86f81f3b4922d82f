package dev.sluice.core.graph.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.GradientClip;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.RandomMask;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SimplifyTest {
    private static final Dims ROW = Dims.of(Dim.BATCH, 3);
    private static final Expr X = Exprs.input("x", ROW);
    private static final Expr ONE = Exprs.constant(1);
    private static final Expr ZERO = Exprs.constant(0);

    private record Case(String name, Expr written) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> NOTHING_DONE = List.of(
            new Case("x · 1", X.mul(ONE)),
            new Case("1 · x", ONE.mul(X)),
            new Case("x + 0", X.add(ZERO)),
            new Case("0 + x", ZERO.add(X)),
            new Case("x - 0", X.sub(ZERO)),
            new Case("x / 1", X.div(ONE)),
            new Case("x ^ 1", Expr.of(BinaryOp.POW, X, ONE)),
            new Case("x · ones", X.mul(Expr.of(new BroadcastTo(ROW), ONE))),
            new Case("a clip of the gradient", Expr.of(new GradientClip(1), X)));

    private static Expr simplified(Expr expr) {
        return Simplify.apply(new Graph(Map.of("y", expr))).outputs().get("y");
    }

    @ParameterizedTest
    @FieldSource("NOTHING_DONE")
    void apply_nothingDone_isTheOperand(Case nothing) {
        assertThat(simplified(nothing.written())).isEqualTo(X);
    }

    @Test
    void apply_timesZero_stays() {
        // Infinity and NaN times zero is NaN.
        assertThat(simplified(X.mul(ZERO)).op()).isEqualTo(BinaryOp.MUL);
    }

    @Test
    void apply_oneOfALargerShape_keepsTheShape() {
        Expr scalar = Exprs.input("s", Dims.SCALAR);
        Expr spread = scalar.mul(Expr.of(new BroadcastTo(ROW), ONE));

        assertThat(simplified(spread).shape()).isEqualTo(ROW);
    }

    @Test
    void apply_broadcastColumn_isLeftToTheArithmetic() {
        Expr column = Exprs.input("c", Dims.of(Dim.BATCH, 1));

        assertThat(simplified(X.add(Expr.of(new BroadcastTo(ROW), column))).operands())
                .containsExactly(X, column);
        assertThat(simplified(Expr.of(new BroadcastTo(ROW), column).sub(X)).operands())
                .containsExactly(column, X);
    }

    @Test
    void apply_twoBroadcastColumns_keepTheShape() {
        Expr column = Expr.of(new BroadcastTo(ROW), Exprs.input("c", Dims.of(Dim.BATCH, 1)));

        assertThat(simplified(column.add(column)).shape()).isEqualTo(ROW);
    }

    @Test
    void apply_sumOfOnesOverAKnownAxis_isTheirCount() {
        Expr ones = Expr.of(new BroadcastTo(ROW), ONE);

        assertThat(simplified(X.div(ones.sum(-1))).operand(1).op()).isEqualTo(new Constant(3));
        assertThat(simplified(ones.mean(-1)).operand(0).op()).isEqualTo(new Constant(1));
    }

    @Test
    void apply_sumOfOnesOverTheBatch_staysWhatItIs() {
        Expr ones = Expr.of(new BroadcastTo(ROW), ONE);

        assertThat(simplified(ones.sum(-2)).op()).isInstanceOf(Reduce.class);
    }

    @Test
    void apply_constants_areComputed() {
        Expr sum = simplified(Exprs.constant(2).mul(Exprs.constant(3)).add(Exprs.constant(0.5)));

        assertThat(sum.op()).isEqualTo(new Constant(6.5));
    }

    @Test
    void apply_numberOfAShape_isNotBroadcastForArithmetic() {
        Expr sum = simplified(X.add(Expr.of(new BroadcastTo(ROW), Exprs.constant(2))));

        assertThat(sum.operand(1).op()).isEqualTo(new Constant(2));
    }

    @Test
    void apply_equalExpressions_areComputedOnce() {
        Expr sum = simplified(Exprs.exp(X.add(X)).add(Exprs.exp(X.add(X))));

        assertThat(sum.operand(0)).isSameAs(sum.operand(1));
    }

    @Test
    void apply_masks_areEqualOnlyIfTheirPurposeIs() {
        Expr one = Expr.of(new RandomMask("a", 0.5, ROW));
        Expr same = Expr.of(new RandomMask("a", 0.5, ROW));
        Expr other = Expr.of(new RandomMask("b", 0.5, ROW));

        assertThat(simplified(one.sub(same)).operands().stream().distinct()).hasSize(1);
        assertThat(simplified(one.sub(other)).operands().stream().distinct()).hasSize(2);
    }

    @Test
    void apply_stepOfALoop_isSimplifiedWithoutMixingUpItsPlaceholders() {
        ScanBuilder scan = new ScanBuilder(false);
        Expr a = scan.input("same", Exprs.input("a", ROW.prepend(Dim.TIME)));
        Expr b = scan.input("same", Exprs.input("b", ROW.prepend(Dim.TIME)));
        Expr h = scan.state("h", Exprs.input("h", ROW));
        scan.next(h, h.add(a.mul(ONE)).sub(b));
        Expr last = simplified(scan.build().last(h));

        Step step = ((Scan) last.operand(0).op()).step();
        assertThat(step.expressions()).noneMatch(expr -> expr.op() == BinaryOp.MUL);
        Expr next = step.next().getFirst();
        assertThat(next.operand(0).operand(1)).isSameAs(step.inputs().get(0));
        assertThat(next.operand(1)).isSameAs(step.inputs().get(1));
    }

    @Test
    void apply_twice_isTheSameGraph() {
        Graph once = Simplify.apply(new Graph(Map.of("y", Exprs.tanh(X.mul(ONE)).add(ZERO))));

        assertThat(Simplify.apply(once).outputs()).isEqualTo(once.outputs());
        assertThat(once.inputs()).extracting(Input::label).containsExactly("x");
    }
}
