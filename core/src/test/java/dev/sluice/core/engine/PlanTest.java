package dev.sluice.core.engine;

import static dev.sluice.core.graph.Exprs.logSoftmax;
import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine beside the float64 interpreter, and beside itself with other threads and kernels. */
class PlanTest {
    private static final RandomKey KEY = new RandomKey(7, 3);

    /** Cells that exercise products, merging, biases, extra states, captures that are not weights. */
    private enum TestCell {
        GRU_AFTER(cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr r = sigmoid(cell.linear("r", x, h));
            Expr z = sigmoid(cell.linear("z", x, h));
            Expr n = tanh(cell.fromInput("n", x).add(r.mul(cell.fromState("n", h))));
            cell.next("h", z.oneMinus().mul(n).add(z.mul(h)));
        }),
        GRU_BEFORE(cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr r = sigmoid(cell.linear("r", x, h));
            Expr z = sigmoid(cell.linear("z", x, h));
            Expr n = tanh(cell.linear("n", x, r.mul(h)));
            cell.next("h", z.oneMinus().mul(n).add(z.mul(h)));
        }),
        LSTM(cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr c = cell.state("c");
            Expr i = sigmoid(cell.linear("i", x, h));
            Expr f = sigmoid(cell.linear("f", x, h));
            Expr g = tanh(cell.linear("g", x, h));
            Expr o = sigmoid(cell.linear("o", x, h));
            Expr next = f.mul(c).add(i.mul(g));
            cell.next("c", next);
            cell.next("h", o.mul(tanh(next)));
        }),
        MINIMAL_GATED_UNIT(cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr f = sigmoid(cell.linear("f", x, h));
            Expr c = tanh(cell.linear("c", x, f.mul(h)));
            cell.next("h", h.add(f.mul(c.sub(h))));
        }),
        SWAPPING(cell -> {
            Expr x = cell.input();
            Expr a = cell.state("a");
            Expr b = cell.state("b");
            cell.next("a", b);
            cell.next("b", tanh(cell.linear("b", x, a)));
            cell.output(a.mul(b).add(Exprs.softmax(cell.fromState("o", b))));
        });

        private final Cell cell;

        TestCell(Cell cell) {
            this.cell = cell;
        }
    }

    @ParameterizedTest
    @EnumSource(TestCell.class)
    void run_trainingGraph_agreesWithInterpreter(TestCell test) {
        for (Pooling pooling : Pooling.values()) {
            Training training = training(test.cell, pooling);
            Tensors values = training.values(9, 5);
            Tensors actual = Plan.compile(training.graph(), options(1)).run(values, KEY);
            Map<String, Array64> exact = Array64.of(values);
            Map<String, Array64> expected = Interpreter.run(training.graph(), exact, RandomMasks.of(KEY));
            assertThat(actual.names()).isEqualTo(expected.keySet());
            expected.forEach((name, value) -> assertClose(name, actual.get(name), value));
        }
    }

    @ParameterizedTest
    @EnumSource(TestCell.class)
    void run_otherThreadsAndKernels_givesTheSameBits(TestCell test) {
        Training training = training(test.cell, Pooling.LAST);
        Tensors values = training.values(12, 67);
        Tensors one =
                Plan.compile(training.graph(), options(1)).run(values, KEY).copy();
        for (int threads : new int[] {2, 3, 5}) {
            assertSameBits(
                    one, Plan.compile(training.graph(), options(threads)).run(values, KEY), threads + " threads");
        }
        Plan scalar = Plan.compile(training.graph(), new EngineOptions(2, Kernels.scalar()));
        assertSameBits(one, scalar.run(values, KEY), "scalar kernels");
    }

    @Test
    void run_twiceWithOtherSizesBetween_givesTheSameBits() {
        Training training = training(TestCell.LSTM.cell, Pooling.MEAN);
        Plan plan = Plan.compile(training.graph(), options(2));
        Tensors values = training.values(8, 16);
        Tensors first = plan.run(values, KEY).copy();
        plan.run(training.values(3, 33), KEY);
        assertSameBits(first, plan.run(values, KEY), "second run");
    }

    @Test
    void hold_weights_givesTheSameBitsWithoutPackingThemAgain() {
        Training training = training(TestCell.LSTM.cell, Pooling.MEAN);
        Tensors values = training.values(8, 16);
        Tensors weights = Tensors.of(
                training.graph().parameters().stream().map(Parameter::label).toList(), values::get);
        Tensors inputs = values.only(name -> !weights.contains(name));
        Tensors plain =
                Plan.compile(training.graph(), options(2)).run(values, KEY).copy();
        Plan plan = Plan.compile(training.graph(), options(2));
        plan.hold(weights);
        assertSameBits(plain, plan.run(inputs, KEY), "first run");
        plan.run(training.values(3, 33), KEY);
        Profile profile = new Profile();
        assertSameBits(plain, plan.run(inputs, KEY, profile), "later run");
        assertThat(profile.lines())
                .isNotEmpty()
                .noneSatisfy(line -> assertThat(line.instruction()).isEqualTo("Pack"));
    }

    @Test
    void hold_otherWeights_takeThePlaceOfThoseBefore() {
        Training training = training(TestCell.GRU_AFTER.cell, Pooling.MEAN);
        Plan plan = Plan.compile(training.graph(), options(1));
        Tensors values = training.values(4, 5);
        Tensors changed = values.copy();
        training.graph().parameters().forEach(p -> {
            float[] weight = changed.get(p.label()).array();
            for (int i = 0; i < weight.length; i++) {
                weight[i] *= 2;
            }
        });
        Tensors plain = plan.run(values, KEY).copy();
        Tensors others = plan.run(changed, KEY).copy();
        plan.hold(values);
        assertSameBits(plain, plan.run(changed, KEY), "held");
        plan.hold(changed);
        assertSameBits(others, plan.run(values, KEY), "held after that");
        plan.hold(Tensors.of());
        assertSameBits(plain, plan.run(values, KEY), "nothing held");
    }

    @Test
    void run_otherKey_drawsOtherMasks() {
        Training training = training(TestCell.LSTM.cell, Pooling.MEAN);
        Plan plan = Plan.compile(training.graph(), options(2));
        Tensors values = training.values(8, 16);
        float first = plan.run(values, KEY).get("loss").get();
        assertThat(plan.run(values, new RandomKey(7, 4)).get("loss").get()).isNotEqualTo(first);
    }

    @Test
    void run_withProfile_countsInstructionsOfTheLoopAndOutsideAndChangesNoBit() {
        Training training = training(TestCell.LSTM.cell, Pooling.MEAN);
        Plan plan = Plan.compile(training.graph(), options(2));
        Tensors values = training.values(8, 16);
        Tensors plain = plan.run(values, KEY).copy();
        Profile profile = new Profile();
        assertSameBits(plain, plan.run(values, KEY, profile), "profile");
        assertThat(profile.lines())
                .isSortedAccordingTo(
                        Comparator.comparingLong(Profile.Line::nanoseconds).reversed())
                .anySatisfy(line -> {
                    // Four gates together at each of eight steps, both ways in both layers.
                    assertThat(line.instruction()).isEqualTo("  step: 4 x product [rows, 20] x [20, 20]");
                    assertThat(line.calls()).isGreaterThanOrEqualTo(8 * 4);
                })
                // The gradients of the recurrent weights, together with others that read the same values.
                .anySatisfy(line -> assertThat(line.instruction()).contains("8 x product [20, rows] x [rows, 20]"));
    }

    @Test
    void run_missingOrMisshapenValue_saysWhich() {
        Training training = training(TestCell.LSTM.cell, Pooling.MEAN);
        Plan plan = Plan.compile(training.graph(), options(1));
        Tensors values = training.values(4, 2);
        Tensors missing = values.only(name -> !name.equals("lengths"));
        assertThatThrownBy(() -> plan.run(missing, KEY)).hasMessageContaining("'lengths'");
        Tensors misshapen = values.with("targets", Tensor.zeros(2, 3));
        assertThatThrownBy(() -> plan.run(misshapen, KEY))
                .hasMessageContaining("'targets'")
                .hasMessageContaining("[2, 3]");
    }

    @Test
    void run_productOfOneRowAddedToManyRows_isBroadcast() {
        Expr x = Exprs.input("x", Dims.of(4));
        Expr rows = Exprs.input("rows", Dims.of(Dim.BATCH, 2));
        Expr w = Exprs.parameter("w", Dims.of(2, 4));
        Graph graph = new Graph(Map.of("y", x.matmulTransposed(w).add(rows)));
        Tensors values = Tensors.of(
                "x", Tensor.copyOf(Shape.of(4), 1, 2, 3, 4),
                "rows", Tensor.copyOf(Shape.of(3, 2), 10, 20, 30, 40, 50, 60),
                "w", Tensor.copyOf(Shape.of(2, 4), 1, 0, 0, 0, 0, 0, 0, 1));
        assertThat(Plan.compile(graph, options(2)).run(values, KEY).get("y").array())
                .containsExactly(11, 24, 31, 44, 51, 64);
    }

    @Test
    void run_indexOutsideOfTable_saysWhich() {
        Training training = training(TestCell.LSTM.cell, Pooling.MEAN);
        Plan plan = Plan.compile(training.graph(), options(2));
        Tensors values = training.values(4, 2);
        values.get("tokens").set(11, 1, 1);
        assertThatThrownBy(() -> plan.run(values, KEY))
                .hasMessageContaining("between 0 and 10")
                .hasMessageContaining("11");
    }

    private static EngineOptions options(int threads) {
        return new EngineOptions(threads, KernelChoice.best());
    }

    private static Training training(Cell cell, Pooling pooling) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(cell, 20)
                        .withLayers(2)
                        .withBidirectional(true)
                        .withDropout(0.3))
                .withEmbedding(6)
                .withPooling(pooling)
                .withHead(new HeadOptions(List.of(10), 0.2));
        Network network = SequenceModel.build(config, new ModelInput.Tokens(11), 4, Network.Mode.TRAINING);
        Expr targets = Exprs.input("targets", Dims.of(Dim.BATCH, 4));
        Expr each = logSoftmax(network.outputs()).mul(targets).sum(-1).neg();
        Expr loss =
                Expr.of(new Reduce(Reduce.Kind.MEAN, -1, false), Expr.of(new Reduce(Reduce.Kind.SUM, -1, false), each));
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("outputs", network.outputs());
        outputs.put("loss", loss);
        Graph graph = TrainingGraph.of(new Graph(outputs), "loss", network.parameterNames());
        return new Training(graph, Parameters.initialize(network.parameters(), 5));
    }

    private record Training(Graph graph, Tensors parameters) {
        /** Parameters, and a batch of sequences of random lengths. */
        Tensors values(int steps, int batch) {
            CounterRandom random = CounterRandom.of(1, "test", 0);
            Tensor tokens = Tensor.zeros(steps, batch);
            Tensor lengths = Tensor.zeros(batch);
            Tensor targets = Tensor.zeros(batch, 4);
            for (int b = 0; b < batch; b++) {
                int length = b == 0 ? steps : random.below(b, steps + 1);
                lengths.set(length, b);
                for (int t = 0; t < length; t++) {
                    tokens.set(random.below(1000L + t * batch + b, 11), t, b);
                }
                targets.set(1, b, random.below(99_000L + b, 4));
            }
            Tensors all = parameters.toBuilder()
                    .put("tokens", tokens)
                    .put("lengths", lengths)
                    .put("targets", targets)
                    .build();
            graph.inputs().forEach(input -> assertThat(all.names()).contains(input.label()));
            return all;
        }
    }

    private static void assertClose(String name, Tensor actual, Array64 expected) {
        double scale = 1e-3;
        for (double value : expected.data()) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertThat(actual.shape()).as(name).isEqualTo(Shape.of(expected.sizes()));
        for (int i = 0; i < expected.data().length; i++) {
            assertThat((double) actual.array()[i])
                    .as(name + " " + i)
                    .isCloseTo(expected.data()[i], within(scale * 2e-5));
        }
    }

    private static void assertSameBits(Tensors expected, Tensors actual, String what) {
        expected.forEach((name, tensor) ->
                assertThat(actual.get(name).array()).as(name + " with " + what).isEqualTo(tensor.array()));
    }
}
