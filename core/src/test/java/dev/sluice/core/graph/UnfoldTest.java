package dev.sluice.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnfoldTest {
    private static final Expr X = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 2));

    private static double[] unfolded(TimeKernel kernel, double... sequence) {
        Array64 x = new Array64(new int[] {sequence.length / 2, 1, 2}, sequence);
        Graph graph = new Graph(Map.of("y", Expr.of(new Unfold(kernel), X)));
        return Objects.requireNonNull(Interpreter.run(graph, Map.of("x", x)).get("y"))
                .data();
    }

    @Test
    void evaluate_kernelOfThree_putsStepsOfAFeatureSideBySide() {
        assertThat(unfolded(TimeKernel.of(3, 1), 1, 10, 2, 20, 3, 30))
                .containsExactly(0, 1, 2, 0, 10, 20, 1, 2, 3, 10, 20, 30, 2, 3, 0, 20, 30, 0);
    }

    @Test
    void evaluate_stride_leavesZerosBehindThePlaces() {
        assertThat(unfolded(new TimeKernel(2, 2, 1, 0), 1, 10, 2, 20, 3, 30))
                .containsExactly(1, 2, 10, 20, 3, 0, 30, 0, 0, 0, 0, 0);
    }

    @Test
    void evaluate_stepsBefore_standInFrontOfTheSequence() {
        Expr before = Exprs.input("before", Dims.of(Dim.BATCH, 4));
        Graph graph = new Graph(Map.of("y", Expr.of(new Unfold(TimeKernel.of(3, 2)), X, before)));
        Map<String, Array64> values = Map.of(
                "x", new Array64(new int[] {2, 1, 2}, new double[] {1, 10, 2, 20}),
                "before", new Array64(new int[] {1, 4}, new double[] {-2, -20, -1, -10}));
        assertThat(Objects.requireNonNull(Interpreter.run(graph, values).get("y"))
                        .data())
                .containsExactly(-2, -1, 1, -20, -10, 10, -1, 1, 2, -10, 10, 20);
    }

    @Test
    void of_whatDoesNotFit_isRefusedWithBothShapes() {
        Expr wrong = Exprs.input("before", Dims.of(Dim.BATCH, 2));
        assertThatThrownBy(() -> Expr.of(new Unfold(TimeKernel.of(3, 2)), X, wrong))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("[B, 4]")
                .hasMessageContaining("[B, 2]");
        assertThatThrownBy(() -> Expr.of(new Unfold(TimeKernel.of(3, 2)), wrong))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("[T, B, C]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeKernel.of(3, 3))
                .withMessageContaining("at most 2 steps");
    }

    @ParameterizedTest(name = "kernel {0}, stride {1}, dilation {2}, lead {3}, T={4}, B={5}")
    @CsvSource({"3, 1, 1, 1, 7, 5", "3, 2, 1, 2, 7, 3", "2, 3, 2, 1, 40, 33", "4, 1, 2, 6, 2, 1", "5, 2, 1, 0, 1, 2"})
    void run_engineWithGradients_agreesWithTheInterpreter(
            int size, int stride, int dilation, int lead, int steps, int batch) {
        TimeKernel kernel = new TimeKernel(size, stride, dilation, lead);
        Expr w = Exprs.parameter("W", Dims.of(3, 2 * size));
        Expr first = Exprs.parameter("V", Dims.of(2, 2));
        Expr below = X.matmulTransposed(first);
        Expr read = lead == 0
                ? Expr.of(new Unfold(kernel), below)
                : Expr.of(new Unfold(kernel), below, Exprs.input("before", Dims.of(Dim.BATCH, 2 * lead)));
        Expr y = Exprs.tanh(read.matmulTransposed(w));
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("y", y);
        outputs.put("loss", Expr.of(new SumTo(Dims.SCALAR), y.mul(y)));
        Graph graph = TrainingGraph.of(new Graph(outputs), "loss", List.of("W", "V"));
        Tensors.Builder values = Tensors.builder()
                .put("x", random(steps, batch, 2))
                .put("W", random(3, 2 * size))
                .put("V", random(2, 2));
        if (lead > 0) {
            values.put("before", random(batch, 2 * lead));
        }
        Tensors given = values.build();
        Map<String, Array64> expected = Interpreter.run(graph, Array64.of(given));
        for (int threads = 1; threads <= 2; threads++) {
            Tensors actual = Plan.compile(graph, new EngineOptions(threads, KernelChoice.best()))
                    .run(given, new RandomKey(1, 1));
            expected.forEach((name, exact) -> {
                float[] numbers = actual.get(name).array();
                for (int i = 0; i < numbers.length; i++) {
                    double scale = Math.max(1, Math.abs(exact.data()[i]));
                    assertThat(Math.abs(numbers[i] - exact.data()[i]) / scale)
                            .as(name + " " + i)
                            .isLessThan(2e-5);
                }
            });
        }
    }

    private static Tensor random(int... sizes) {
        Tensor tensor = Tensor.zeros(sizes);
        SplittableRandom random = new SplittableRandom(sizes.length * 31L + sizes[0]);
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] = (float) random.nextDouble(-1, 1);
        }
        return tensor;
    }
}
