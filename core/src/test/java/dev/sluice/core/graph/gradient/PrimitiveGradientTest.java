package dev.sluice.core.graph.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Fold;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.RandomMask;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.ScatterAdd;
import dev.sluice.core.graph.ScatterElements;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.TimeKernel;
import dev.sluice.core.graph.Transpose;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.core.graph.Unfold;
import dev.sluice.core.graph.reference.Interpreter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The adjoint of every primitive against central differences. */
class PrimitiveGradientTest {
    private static final Dim T = Dim.TIME;
    private static final Dim B = Dim.BATCH;

    @TestFactory
    List<DynamicTest> unary_anyShape_agreesWithDifferences() {
        Set<UnaryOp> positive = EnumSet.of(UnaryOp.SQRT, UnaryOp.LOG);
        List<DynamicTest> tests = new ArrayList<>();
        for (UnaryOp op : UnaryOp.values()) {
            tests.add(dynamicTest(
                    op + " of positive numbers",
                    () -> new GradientCase(op + "+").within(0.2, 2, "x", B, 3).check(in -> Expr.of(op, in.get("x")))));
            if (!positive.contains(op)) {
                tests.add(dynamicTest(
                        op + " of negative numbers",
                        () -> new GradientCase(op + "-")
                                .within(-2, -0.2, "x", T, B, 2)
                                .check(in -> Expr.of(op, in.get("x")))));
            }
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> binary_everyBroadcast_agreesWithDifferences() {
        Object[][][] shapes = {
            {{B, 3}, {B, 3}},
            {{B, 3}, {3}},
            {{3}, {B, 3}},
            {{T, B, 3}, {B, 1}},
            {{B, 1}, {T, B, 3}},
            {{}, {B, 2}},
            {{B, 2}, {}},
            {{}, {}},
            {{2, 1}, {1, 3}},
            {{T, B, 1}, {B, 4}},
        };
        List<DynamicTest> tests = new ArrayList<>();
        for (BinaryOp op : BinaryOp.values()) {
            for (Object[][] pair : shapes) {
                String name = op + " " + Arrays.toString(pair[0]) + " " + Arrays.toString(pair[1]);
                tests.add(dynamicTest(
                        name,
                        () -> new GradientCase(name)
                                .within(0.5, 2, "a", pair[0])
                                .within(0.5, 2, "b", pair[1])
                                .check(in -> Expr.of(op, in.get("a"), in.get("b")))));
            }
        }
        return tests;
    }

    @Test
    void binary_sameOperandTwice_addsBothGradients() {
        new GradientCase("x·x/x")
                .within(0.5, 2, "x", B, 3)
                .check(in -> in.get("x").mul(in.get("x")).div(in.get("x").add(1)));
    }

    @Test
    void select_everyBroadcast_agreesWithDifferences() {
        new GradientCase("select equal shapes")
                .within(0, 1, "c", B, 3)
                .leaf("a", B, 3)
                .leaf("b", B, 3)
                .check(in -> Exprs.select(Exprs.less(in.get("c"), Exprs.constant(0.5)), in.get("a"), in.get("b")));
        new GradientCase("select by column")
                .fixed("c", Dims.of(B, 1), 1, 0, 1)
                .leaf("a", T, B, 2)
                .leaf("b", 2)
                .check(in -> Exprs.select(in.get("c"), in.get("a"), in.get("b")), "c");
        new GradientCase("select broadcast by the condition")
                .fixed("c", Dims.of(B, 2), 1, 0, 1, 0, 0, 1)
                .leaf("a", B, 1)
                .leaf("b")
                .check(in -> Exprs.select(in.get("c"), in.get("a"), in.get("b")), "c");
    }

    @TestFactory
    List<DynamicTest> reduce_everyKindAndAxis_agreesWithDifferences() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            for (int axis = -3; axis <= -1; axis++) {
                for (boolean keep : new boolean[] {true, false}) {
                    Reduce reduce = new Reduce(kind, axis, keep);
                    tests.add(dynamicTest(
                            reduce.toString(),
                            () -> new GradientCase(reduce.toString())
                                    .leaf("x", T, B, 3)
                                    .check(in -> Expr.of(reduce, in.get("x")))));
                }
            }
        }
        return tests;
    }

    @Test
    void softmax_bothForms_agreeWithDifferences() {
        new GradientCase("softmax").within(-2, 2, "x", T, B, 4).check(in -> Exprs.softmax(in.get("x")));
        new GradientCase("log-softmax").within(-2, 2, "x", B, 4).check(in -> Exprs.logSoftmax(in.get("x")));
    }

    @Test
    void matmul_threeForms_agreeWithDifferences() {
        for (Object[] left : new Object[][] {{B, 3}, {T, B, 3}, {3}}) {
            String name = "matmul " + Arrays.toString(left);
            new GradientCase(name)
                    .leaf("a", left)
                    .leaf("w", 3, 2)
                    .check(in -> in.get("a").matmul(in.get("w")));
            new GradientCase(name + " transposed")
                    .leaf("a", left)
                    .leaf("w", 2, 3)
                    .check(in -> in.get("a").matmulTransposed(in.get("w")));
        }
        MatMul summed = new MatMul(true, false);
        new GradientCase("summed outer product")
                .leaf("a", T, B, 3)
                .leaf("b", T, B, 2)
                .check(in -> Expr.of(summed, in.get("a"), in.get("b")));
        new GradientCase("summed outer product over rows")
                .leaf("a", B, 3)
                .leaf("b", B, 2)
                .check(in -> Expr.of(summed, in.get("a"), in.get("b")));
    }

    @Test
    void batchMatmul_threeForms_agreeWithDifferences() {
        for (boolean left : new boolean[] {false, true}) {
            for (boolean right : left ? new boolean[] {false} : new boolean[] {false, true}) {
                BatchMatMul product = new BatchMatMul(left, right);
                new GradientCase(product.toString())
                        .leaf("a", T, B, left ? 4 : 2, left ? 2 : 4)
                        .leaf("b", T, B, right ? 3 : 4, right ? 4 : 3)
                        .check(in -> Expr.of(product, in.get("a"), in.get("b")));
            }
        }
        new GradientCase("outer")
                .leaf("a", B, 3)
                .leaf("b", B, 2)
                .check(in -> in.get("a").outer(in.get("b")));
        new GradientCase("times vector")
                .leaf("a", B, 3, 2)
                .leaf("b", B, 2)
                .check(in -> in.get("a").timesVector(in.get("b")));
    }

    @Test
    void mod_eitherSign_agreesWithDifferences() {
        new GradientCase("mod")
                .within(-3, 3, "a", T, B, 4)
                .within(0.5, 0.9, "b", 4)
                .check(in -> Exprs.mod(in.get("a"), in.get("b")));
        new GradientCase("mod of a negative period")
                .within(-3, 3, "a", T, B, 4)
                .within(-0.9, -0.5, "b", 4)
                .check(in -> Exprs.mod(in.get("a"), in.get("b")));
    }

    @Test
    void corners_whereTheSlopeIsInfiniteOrTheFormulaIsZeroByZero_haveAFiniteGradient() {
        assertThat(slope(Exprs::sqrt, 0)).isZero();
        assertThat(slope(x -> Exprs.sqrt(x.mul(x)), 0)).isZero();
        assertThat(slope(Exprs::abs, 0)).isZero();
        assertThat(slope(x -> Exprs.pow(x, Exprs.constant(0.5)), 0)).isZero();
        assertThat(slope(x -> Exprs.pow(x, Exprs.constant(1)), 0)).isEqualTo(1);
        assertThat(slope(x -> Exprs.pow(x, Exprs.constant(2)), 0)).isZero();
        assertThat(slope(x -> Exprs.pow(x, Exprs.constant(2)), -3)).isEqualTo(-6);
        assertThat(slope(x -> Exprs.pow(x, Exprs.constant(3)), -2)).isEqualTo(12);
        assertThat(slope(x -> Exprs.pow(Exprs.constant(0), x), 2)).isZero();
        assertThat(slope(x -> Exprs.pow(x, x), 0)).isZero();
        assertThat(slope(Exprs::sqrt, Double.NaN)).isNaN();
    }

    private static double slope(UnaryOperator<Expr> function, double at) {
        Expr x = Exprs.input("x", Dims.SCALAR);
        Graph graph = new Graph(Map.of("y", function.apply(x)));
        Array64 value = new Array64(new int[0], new double[] {at});
        return get(Interpreter.run(Gradients.extend(graph, "y", List.of("x")), Map.of("x", value)), "grad.x")[0];
    }

    @Test
    void movers_everyAxis_agreeWithDifferences() {
        for (int axis : new int[] {-1, -2}) {
            new GradientCase("slice " + axis)
                    .leaf("x", B, 4, 5)
                    .check(in -> in.get("x").slice(axis, 1, 3));
            new GradientCase("pad " + axis).leaf("x", B, 2, 3).check(in -> Expr.of(new Pad(axis, 1, 2), in.get("x")));
            new GradientCase("concat " + axis)
                    .leaf("x", B, 2, 3)
                    .leaf("y", B, 2, 3)
                    .check(in -> Exprs.concat(axis, List.of(in.get("x"), in.get("y"), in.get("x"))));
        }
        new GradientCase("reshape").leaf("x", T, B, 6).check(in -> in.get("x").reshape(Dims.of(T, B, 2, 3)));
        new GradientCase("transpose").leaf("x", B, 2, 3).check(in -> Expr.of(new Transpose(), in.get("x")));
        new GradientCase("transposed symbolic axes").leaf("x", T, B).check(in -> Expr.of(new Transpose(), in.get("x")));
        new GradientCase("broadcast")
                .leaf("x", B, 1)
                .check(in ->
                        Expr.of(new BroadcastTo(Dims.of(T, B, 3)), in.get("x")).mul(in.get("x")));
        new GradientCase("sum to").leaf("x", T, B, 3).check(in -> Expr.of(new SumTo(Dims.of(B, 1)), in.get("x")));
    }

    @Test
    void timeKernels_strideDilationAndStepsBefore_agreeWithDifferences() {
        for (TimeKernel kernel : List.of(
                TimeKernel.of(3, 1), TimeKernel.of(2, 0), new TimeKernel(3, 2, 1, 2), new TimeKernel(2, 1, 2, 2))) {
            new GradientCase("unfold " + kernel)
                    .leaf("x", T, B, 2)
                    .check(in -> Expr.of(new Unfold(kernel), in.get("x")));
            new GradientCase("fold " + kernel)
                    .leaf("x", T, B, 2 * kernel.size())
                    .check(in -> Expr.of(new Fold(kernel, false), in.get("x")));
            if (kernel.lead() > 0) {
                new GradientCase("unfold with steps before " + kernel)
                        .leaf("x", T, B, 2)
                        .leaf("before", B, 2 * kernel.lead())
                        .check(in -> Expr.of(new Unfold(kernel), in.get("x"), in.get("before")));
                new GradientCase("fold of steps before " + kernel)
                        .leaf("x", T, B, 2 * kernel.size())
                        .check(in -> Expr.of(new Fold(kernel, true), in.get("x")));
            }
        }
    }

    @Test
    void table_repeatedRows_agreeWithDifferences() {
        new GradientCase("gather")
                .leaf("table", 4, 3)
                .fixed("rows", Dims.of(B, 2), 0, 2, 2, 3, 0, 2)
                .check(in -> Exprs.gather(in.get("table"), in.get("rows")), "rows");
        new GradientCase("scatter-add")
                .leaf("updates", B, 3)
                .fixed("rows", Dims.of(B), 1, 1, 3)
                .check(in -> Expr.of(new ScatterAdd(4), in.get("rows"), in.get("updates")), "rows");
        new GradientCase("gather-elements")
                .leaf("values", T, B, 4)
                .fixed("places", Dims.of(T, B, 1), 0, 2, 2, 3, 1, 1, 0, 0, 3, 3, 1, 0)
                .check(in -> Exprs.gatherElements(in.get("values"), in.get("places")), "places");
        new GradientCase("scatter-elements")
                .leaf("updates", B, 2)
                .fixed("places", Dims.of(B, 2), 1, 1, 3, 0, 2, 2)
                .check(in -> Expr.of(new ScatterElements(4), in.get("places"), in.get("updates")), "places");
    }

    @Test
    void reduceMax_equalElements_shareTheGradient() {
        Expr x = Exprs.input("x", Dims.of(3));
        Graph graph = new Graph(Map.of("loss", Expr.of(new Reduce(Reduce.Kind.MAX, -1, false), x)));
        Map<String, Array64> results = Interpreter.run(
                Gradients.extend(graph, "loss", List.of("x")),
                Map.of("x", new Array64(new int[] {3}, new double[] {2, 1, 2})));
        assertThat(get(results, "grad.x")).containsExactly(0.5, 0, 0.5);
    }

    @ParameterizedTest
    @EnumSource(
            value = BinaryOp.class,
            names = {"MIN", "MAX"})
    void minMax_equalElements_giveTheGradientToTheFirst(BinaryOp op) {
        Expr a = Exprs.input("a", Dims.of(2));
        Expr b = Exprs.input("b", Dims.of(2));
        Graph graph = new Graph(Map.of("loss", Expr.of(new SumTo(Dims.SCALAR), Expr.of(op, a, b))));
        Map<String, Array64> results = Interpreter.run(
                Gradients.extend(graph, "loss", List.of("a", "b")),
                Map.of(
                        "a", new Array64(new int[] {2}, new double[] {1, 1}),
                        "b", new Array64(new int[] {2}, new double[] {1, 1})));
        assertThat(get(results, "grad.a")).containsExactly(1, 1);
        assertThat(get(results, "grad.b")).containsExactly(0, 0);
    }

    @Test
    void leafWrittenTwice_gradient_isTheSumOverBothPlaces() {
        new GradientCase("twice")
                .leaf("x", B, 3)
                .check(in -> in.get("x").mul(Exprs.tanh(Exprs.input("x", Dims.of(B, 3)))));
    }

    @Test
    void randomMask_anyRun_scalesTheGradientAlike() {
        Expr x = Exprs.input("x", Dims.of(4));
        Expr mask = Expr.of(new RandomMask("m", 0.5, Dims.of(4)));
        Graph graph = new Graph(Map.of("loss", Expr.of(new SumTo(Dims.SCALAR), x.mul(mask))));
        Evaluation.Random everySecond = (purpose, keep, out) -> {
            for (int i = 0; i < out.length; i += 2) {
                out[i] = 1 / keep;
            }
        };
        Map<String, Array64> results = Interpreter.run(
                Gradients.extend(graph, "loss", List.of("x")), Map.of("x", Array64.zeros(4)), everySecond);
        assertThat(get(results, "grad.x")).containsExactly(2, 0, 2, 0);
    }

    private static double[] get(Map<String, Array64> results, String name) {
        return Objects.requireNonNull(results.get(name), name).data();
    }

    @Test
    void valueNotDependedOn_gradient_isZerosOfItsShape() {
        new GradientCase("unused").leaf("x", B, 3).leaf("unused", 2).check(in -> in.get("x"), "unused");
    }
}
