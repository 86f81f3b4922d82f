package dev.sluice.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.graph.gradient.Gradients;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Shape errors name the expression, the shapes and what to do. */
class ShapeRulesTest {
    private static final Dim T = Dim.TIME;
    private static final Dim B = Dim.BATCH;
    private static final Expr X = Exprs.input("x", Dims.of(B, 4));
    private static final Expr W = Exprs.parameter("W_r", Dims.of(3, 5));

    private static void assertRefused(ThrowingCallable call, String... fragments) {
        assertThatThrownBy(call).isInstanceOf(ShapeMismatchException.class).hasMessageContainingAll(fragments);
    }

    @Test
    void elementwise_axesThatDiffer_areRefused() {
        assertRefused(
                () -> X.add(Exprs.input("y", Dims.of(B, 3))), "ADD(x [B, 4], y [B, 3])", "axis -1 must be equal or 1");
        assertRefused(() -> X.mul(Exprs.input("y", Dims.of(T, 4))), "axis -2", "[B, 4] and [T, 4]");
        assertRefused(() -> Exprs.select(X, Exprs.constant(1), W), "select(x [B, 4], 1.0 [], W_r [3, 5])");
    }

    @Test
    void matmul_innerAxesThatDiffer_areRefused() {
        assertRefused(() -> X.matmulTransposed(W), "matmul(x [B, 4], W_r [3, 5])", "4 is not 5", "[out, in]");
        assertRefused(() -> X.matmul(W), "4 is not 3");
        assertRefused(() -> X.matmul(Exprs.constant(1)), "[B, 4] and []");
        assertRefused(() -> Expr.of(new MatMul(true, false), X, W), "all axes but the last must be equal");
        assertThatThrownBy(() -> new MatMul(true, true)).hasMessageContaining("swap the operands");
    }

    @Test
    void batchMatmul_shapesThatDoNotFit_areRefused() {
        Expr matrices = Exprs.input("m", Dims.of(B, 2, 3));
        assertRefused(() -> matrices.batchMatmul(matrices), "batch_matmul(m [B, 2, 3], m [B, 2, 3])", "3 is not 2");
        assertRefused(() -> matrices.batchMatmul(W), "equal leading axes", "matmul is the product with one matrix");
        assertRefused(() -> X.batchMatmul(X), "[.., M, K]");
        assertRefused(() -> matrices.timesVector(X), "4 is not 3");
        assertThatThrownBy(() -> new BatchMatMul(true, true)).hasMessageContaining("swap the operands");
        assertThat(matrices.transpose().shape()).isEqualTo(Dims.of(B, 3, 2));
        assertThat(X.outer(X).shape()).isEqualTo(Dims.of(B, 4, 4));
    }

    @Test
    void axes_outsideOrSymbolic_areRefused() {
        assertRefused(() -> X.sum(0), "reduce_sum(x [B, 4])", "between -2 and -1", "but was 0");
        assertRefused(() -> X.sum(-3), "but was -3");
        assertRefused(() -> X.slice(-2, 0, 1), "symbolic axis B", "only feature axes");
        assertRefused(() -> X.slice(-1, 2, 5), "within 0 and 4", "2 to 5");
        assertRefused(() -> X.slice(-1, 2, 2), "not be empty");
        assertRefused(() -> Exprs.softmax(Exprs.constant(1)), "softmax(1.0 [])");
    }

    @Test
    void shapesThatDoNotFit_areRefused() {
        assertRefused(() -> X.reshape(Dims.of(B, 5)), "[B, 4] and [B, 5]", "same elements");
        assertRefused(() -> X.reshape(Dims.of(4)), "equal symbolic axes");
        assertRefused(() -> Exprs.concat(-1, List.of(X, W)), "shapes are [B, 4] and [3, 5]");
        assertRefused(() -> Expr.of(new Concat(-1), List.of()), "something to join");
        assertRefused(() -> Expr.of(new BroadcastTo(Dims.of(B, 1)), X), "[B, 4] cannot be broadcast to [B, 1]");
        assertRefused(() -> Expr.of(new SumTo(Dims.of(2)), X), "axis -1");
        assertRefused(() -> Expr.of(new SumTo(Dims.of(T, B, 4)), X), "[B, 4] is not a broadcast of [T, B, 4]");
        assertRefused(() -> Exprs.gather(Exprs.constant(1), X), "a table must be [rows, features], but was []");
        assertRefused(() -> Expr.of(new ScatterAdd(3), X, X), "one row of updates for each index");
        assertRefused(() -> Exprs.gatherElements(X, W), "the same axes but the last", "[B, 4] and [3, 5]");
        assertRefused(() -> Expr.of(new ScatterElements(3), X, W), "one update for each index");
        assertRefused(() -> Exprs.validSteps(X), "lengths must be [B], but were [B, 4]");
        assertRefused(() -> Expr.of(new Transpose(), Exprs.constant(1)), "transpose(1.0 [])");
    }

    @Test
    void scan_stepThatDoesNotFit_isRefused() {
        ScanBuilder scan = new ScanBuilder(false);
        assertRefused(() -> scan.input("x", X), "first axis must be time, T", "x [B, 4]");
        Expr h = scan.state("h", Exprs.zeros(Dims.of(B, 4)));
        assertThatThrownBy(scan::build).hasMessageContaining("the state h [B, 4] has no next value");
        assertThatThrownBy(() -> scan.next(X, X)).hasMessageContaining("x [B, 4] is not a state");
        scan.next(h, h.sum(-1));
        assertRefused(scan::build, "h [B, 4]", "must keep its shape", "reduce_sum(…) [B, 1]");
    }

    @Test
    void step_valueFromOutside_isRefused() {
        Expr h = Exprs.input("h", Dims.of(B, 4));
        assertThatThrownBy(() -> new Step(List.of(), List.of(h), List.of(), List.of(h.add(X)), List.of()))
                .hasMessageContaining("x [B, 4] is used in a step")
                .hasMessageContaining("ScanBuilder");
    }

    @Test
    void graph_twoLeavesOfOneName_areRefused() {
        Expr other = Exprs.input("x", Dims.of(B, 3));
        assertThatThrownBy(() -> new Graph(Map.of("y", X.sum(-1).add(other.sum(-1)))))
                .hasMessageContaining("a leaf's name must be unique")
                .hasMessageContaining("x [B, 3]");
        assertThat(new Graph(Map.of("y", X.add(Exprs.input("x", Dims.of(B, 4))))).inputs())
                .hasSize(1);
    }

    @Test
    void gradients_lossThatIsNoScalar_isRefused() {
        Graph graph = new Graph(Map.of("loss", X));
        assertRefused(() -> Gradients.extend(graph, "loss", List.of("x")), "'loss' is [B, 4]", "reduce it");
        assertRefused(() -> Gradients.extend(graph, "error", List.of("x")), "'error' is not among [loss]");
        Graph scalar = new Graph(Map.of("loss", Expr.of(new SumTo(Dims.SCALAR), X)));
        assertThatThrownBy(() -> Gradients.extend(scalar, "loss", List.of("W_z")))
                .hasMessageContaining("'W_z' is not a leaf");
    }
}
