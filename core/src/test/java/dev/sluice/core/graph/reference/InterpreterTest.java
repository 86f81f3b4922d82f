package dev.sluice.core.graph.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.RandomMask;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.ScatterAdd;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.Transpose;
import dev.sluice.core.graph.UnaryOp;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meaning of each primitive, by small literals. */
class InterpreterTest {
    private static final Dim T = Dim.TIME;
    private static final Dim B = Dim.BATCH;
    private static final Expr X = Exprs.input("x", Dims.of(2, 3));
    private static final Map<String, Array64> SIX = Map.of("x", array(new int[] {2, 3}, 1, 2, 3, 4, 5, 6));

    private static Array64 array(int[] sizes, double... data) {
        return new Array64(sizes, data);
    }

    private static double[] run(Expr expr, Map<String, Array64> values) {
        return Objects.requireNonNull(
                        Interpreter.run(new Graph(Map.of("y", expr)), values).get("y"))
                .data();
    }

    @ParameterizedTest
    @CsvSource({
        "NEG, 1.5, -1.5", "ABS, -2, 2", "SIGN, -3, -1", "SIGN, 0, 0", "SQRT, 9, 3", "EXP, 0, 1",
        "LOG, 1, 0", "SIGMOID, 0, 0.5", "SIGMOID, -800, 0", "SIGMOID, 800, 1", "TANH, 0, 0", "TANH, 400, 1",
        "RELU, -1, 0", "RELU, 2, 2", "SOFTPLUS, 0, 0.6931471805599453", "SOFTPLUS, 900, 900", "SOFTPLUS, -900, 0",
    })
    void unary_number_givesItsFunction(UnaryOp op, double x, double y) {
        assertThat(run(Expr.of(op, Exprs.constant(x)), Map.of())[0]).isCloseTo(y, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, 2, 3, 5",
        "SUB, 2, 3, -1",
        "MUL, 2, 3, 6",
        "DIV, 3, 2, 1.5",
        "MIN, 2, 3, 2",
        "MAX, 2, 3, 3",
        "POW, 2, 3, 8",
        "LESS, 2, 3, 1",
        "LESS, 3, 3, 0",
        "LESS_OR_EQUAL, 3, 3, 1",
        "LESS_OR_EQUAL, 4, 3, 0",
        "EQUAL, 3, 3, 1",
        "EQUAL, 2, 3, 0",
    })
    void binary_numbers_giveTheirFunction(BinaryOp op, double a, double b, double y) {
        assertThat(run(Expr.of(op, Exprs.constant(a), Exprs.constant(b)), Map.of()))
                .containsExactly(y);
    }

    @Test
    void binary_rowAndColumn_areBroadcast() {
        Expr column = Exprs.input("c", Dims.of(2, 1));
        Expr row = Exprs.input("r", Dims.of(3));
        Map<String, Array64> values = Map.of("c", array(new int[] {2, 1}, 10, 20), "r", array(new int[] {3}, 1, 2, 3));
        assertThat(run(column.add(row), values)).containsExactly(11, 12, 13, 21, 22, 23);
    }

    @Test
    void select_anyNonZero_isTrue() {
        Expr condition = Exprs.input("c", Dims.of(2, 1));
        Map<String, Array64> values = new LinkedHashMap<>(SIX);
        values.put("c", array(new int[] {2, 1}, -0.5, 0));
        assertThat(run(Exprs.select(condition, X, X.neg()), values)).containsExactly(1, 2, 3, -4, -5, -6);
        assertThat(run(Exprs.select(condition, Exprs.constant(1), Exprs.constant(0)), values))
                .containsExactly(1, 0);
    }

    @Test
    void select_branchNotTaken_mayBeInfinite() {
        Expr infinite = Exprs.log(Exprs.constant(0));
        assertThat(run(Exprs.select(Exprs.constant(0), infinite, Exprs.constant(3)), Map.of()))
                .containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource({
        "SUM, -1, 6 15",
        "SUM, -2, 5 7 9",
        "MEAN, -1, 2 5",
        "MEAN, -2, 2.5 3.5 4.5",
        "MAX, -1, 3 6",
        "MAX, -2, 4 5 6"
    })
    void reduce_axis_countsFromTheLast(Reduce.Kind kind, int axis, String expected) {
        double[] numbers = Arrays.stream(expected.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(run(Expr.of(new Reduce(kind, axis, true), X), SIX)).containsExactly(numbers);
        Expr dropped = Expr.of(new Reduce(kind, axis, false), X);
        assertThat(dropped.shape()).isEqualTo(Dims.of(numbers.length));
        assertThat(run(dropped, SIX)).containsExactly(numbers);
    }

    @Test
    void softmax_largeNumbers_doNotOverflow() {
        Map<String, Array64> values = Map.of("x", array(new int[] {2, 3}, 1000, 1000, 1000, -1000, 0, Math.log(3)));
        assertThat(run(Exprs.softmax(X), values))
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0, 0, 0.25, 0.75}, within(1e-12));
        assertThat(run(Exprs.logSoftmax(X), values))
                .containsExactly(
                        new double[] {
                            -Math.log(3), -Math.log(3), -Math.log(3), -1000 - Math.log(4), -Math.log(4), Math.log(0.75)
                        },
                        within(1e-12));
    }

    @Test
    void matmul_threeForms_multiply() {
        Expr w = Exprs.input("w", Dims.of(3, 2));
        Map<String, Array64> values = new LinkedHashMap<>(SIX);
        values.put("w", array(new int[] {3, 2}, 1, 0, 0, 1, 1, 1));
        assertThat(run(X.matmul(w), values)).containsExactly(4, 5, 10, 11);
        assertThat(run(Expr.of(new MatMul(false, true), w, X.slice(-1, 0, 2)), values))
                .containsExactly(1, 4, 2, 5, 3, 9);
        assertThat(run(Expr.of(new MatMul(true, false), X, X), values))
                .containsExactly(17, 22, 27, 22, 29, 36, 27, 36, 45);
    }

    @Test
    void movers_literals_move() {
        assertThat(run(X.slice(-1, 1, 3), SIX)).containsExactly(2, 3, 5, 6);
        assertThat(run(X.slice(-2, 1, 2), SIX)).containsExactly(4, 5, 6);
        assertThat(run(Expr.of(new Pad(-1, 1, 0), X), SIX)).containsExactly(0, 1, 2, 3, 0, 4, 5, 6);
        assertThat(run(Expr.of(new Pad(-2, 0, 1), X), SIX)).containsExactly(1, 2, 3, 4, 5, 6, 0, 0, 0);
        assertThat(run(Exprs.concat(-1, List.of(X, X.slice(-1, 0, 1))), SIX)).containsExactly(1, 2, 3, 1, 4, 5, 6, 4);
        assertThat(run(Exprs.concat(-2, List.of(X.slice(-2, 1, 2), X)), SIX))
                .containsExactly(4, 5, 6, 1, 2, 3, 4, 5, 6);
        assertThat(run(X.reshape(Dims.of(3, 2)), SIX)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(run(Expr.of(new Transpose(), X), SIX)).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(run(Expr.of(new SumTo(Dims.of(1, 3)), X), SIX)).containsExactly(5, 7, 9);
        assertThat(run(Expr.of(new SumTo(Dims.SCALAR), X), SIX)).containsExactly(21);
        assertThat(run(Expr.of(new BroadcastTo(Dims.of(2, 2)), Exprs.constant(7)), SIX))
                .containsExactly(7, 7, 7, 7);
    }

    @Test
    void table_rows_areTakenAndAdded() {
        Expr rows = Exprs.input("rows", Dims.of(3));
        Map<String, Array64> values = new LinkedHashMap<>(SIX);
        values.put("rows", array(new int[] {3}, 1, 0, 1));
        Expr taken = Exprs.gather(X, rows);
        assertThat(run(taken, values)).containsExactly(4, 5, 6, 1, 2, 3, 4, 5, 6);
        assertThat(run(Expr.of(new ScatterAdd(3), rows, taken), values)).containsExactly(1, 2, 3, 8, 10, 12, 0, 0, 0);
    }

    @Test
    void table_rowOutside_throws() {
        Expr rows = Exprs.input("rows", Dims.of(1));
        for (double outside : new double[] {-1, 2, 0.5, Double.NaN}) {
            Map<String, Array64> values = new LinkedHashMap<>(SIX);
            values.put("rows", array(new int[] {1}, outside));
            assertThatThrownBy(() -> run(Exprs.gather(X, rows), values))
                    .hasMessageContaining("between 0 and 1, but was " + outside);
        }
    }

    @Test
    void validSteps_lengths_giveOnesUpToThem() {
        Expr lengths = Exprs.input("lengths", Dims.of(B));
        Expr steps = Exprs.validSteps(lengths).mul(Exprs.input("x", Dims.of(T, B, 1)));
        Map<String, Array64> values =
                Map.of("lengths", array(new int[] {2}, 1, 3), "x", array(new int[] {3, 2, 1}, 1, 2, 3, 4, 5, 6));
        assertThat(run(steps, values)).containsExactly(1, 2, 0, 4, 0, 6);
    }

    @Test
    void randomMask_withoutASource_throws() {
        Expr mask = Expr.of(new RandomMask("encoder.dropout", 0.5, Dims.of(2)));
        assertThatThrownBy(() -> run(mask, Map.of())).hasMessageContaining("'encoder.dropout'");
        assertThatThrownBy(() -> new RandomMask("m", 0, Dims.of(2))).hasMessageContaining("but was 0.0 for m");
    }

    @ParameterizedTest
    @CsvSource({"false, 1 3 6, 6, 0 1 3", "true, 6 5 3, 6, 5 3 0"})
    void scan_runningSum_runsInItsDirection(boolean reverse, String sums, double last, String befores) {
        ScanBuilder scan = new ScanBuilder(reverse);
        Expr x = scan.input("x", Exprs.input("xs", Dims.of(T)));
        Expr h = scan.state("h", Exprs.constant(0));
        Expr next = h.add(x);
        scan.next(h, next);
        int after = scan.output(next);
        int before = scan.output(h);
        ScanBuilder.Result result = scan.build();
        Map<String, Array64> values = Map.of("xs", array(new int[] {3}, 1, 2, 3));
        assertThat(run(result.output(after), values)).containsExactly(numbers(sums));
        assertThat(run(result.output(before), values)).containsExactly(numbers(befores));
        assertThat(run(result.last(h), values)).containsExactly(last);
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void run_missingOrMisshapenValue_throwsNamingTheLeaf() {
        Expr a = Exprs.input("a", Dims.of(B, 2));
        Expr b = Exprs.input("b", Dims.of(B, 2));
        assertThatThrownBy(() -> run(a, Map.of())).hasMessageContaining("no value was given for a [B, 2]");
        assertThatThrownBy(() -> run(a, Map.of("a", array(new int[] {1, 3}, 1, 2, 3))))
                .hasMessageContaining("a [B, 2]")
                .hasMessageContaining("[1, 3]");
        Map<String, Array64> differing = Map.of("a", Array64.zeros(2, 2), "b", Array64.zeros(3, 2));
        assertThatThrownBy(() -> run(a.add(b), differing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this run has");
    }

    @Test
    void run_float32SumThatFloat32CannotHold_isRounded() {
        Graph graph = new Graph(Map.of("y", Exprs.input("x", Dims.of(1)).add(1).sub(Exprs.constant(1))));
        Map<String, Array64> values = Map.of("x", new Array64(new int[] {1}, new double[] {0x1p-30}));

        assertThat(Objects.requireNonNull(Interpreter.run(graph, values).get("y"))
                        .data())
                .containsExactly(0x1p-30);
        assertThat(Objects.requireNonNull(Interpreter.runIn(graph, values, Arithmetic.FLOAT32)
                                .get("y"))
                        .data())
                .containsExactly(0);
    }
}
