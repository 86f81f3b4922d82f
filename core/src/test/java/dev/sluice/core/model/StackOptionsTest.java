package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.engine.RandomMasks;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Directions, connections, normalization and gradients of stacks. */
class StackOptionsTest {
    private static final RandomKey KEY = new RandomKey(5, 1);

    private static EncoderOptions sum(int layers) {
        return EncoderOptions.of(TestCells.SUM, 1).withLayers(layers);
    }

    /** Rows 1 2 4 and 10 20, then padding of 100. */
    private static Map<String, Array64> run(EncoderOptions options) {
        StackTrial trial = new StackTrial(options, 1, false);
        Map<String, Array64> values = trial.values(3, 3, 2, 0);
        values.replaceAll((name, value) -> name.startsWith("state.") ? Array64.zeros(3, 1) : value);
        values.put("x", new Array64(new int[] {3, 3, 1}, new double[] {1, 10, 100, 2, 20, 100, 4, 100, 100}));
        return trial.run(values);
    }

    @Test
    void backward_ragged_runsFromEachRowsOwnEnd() {
        Map<String, Array64> results = run(sum(1).withDirection(Direction.BACKWARD));
        assertThat(StackTrial.get(results, "sequence")).containsExactly(7, 30, 0, 6, 20, 0, 4, 0, 0);
        assertThat(StackTrial.get(results, "last")).containsExactly(7, 30, 0);
        assertThat(StackTrial.get(results, "encoder.l0_reverse.h")).containsExactly(7, 30, 0);
    }

    @Test
    void merge_bothDirections_addsOrAverages() {
        EncoderOptions both = sum(1).withDirection(Direction.BIDIRECTIONAL);
        Map<String, Array64> sum = run(both.withMerge(Merge.SUM));
        assertThat(StackTrial.get(sum, "sequence")).containsExactly(8, 40, 0, 9, 50, 0, 11, 0, 0);
        assertThat(StackTrial.get(sum, "last")).containsExactly(14, 60, 0);
        Map<String, Array64> mean = run(both.withMerge(Merge.MEAN));
        assertThat(StackTrial.get(mean, "sequence")).containsExactly(4, 20, 0, 4.5, 25, 0, 5.5, 0, 0);
        assertThat(StackTrial.get(mean, "last")).containsExactly(7, 30, 0);
        assertThat(StackTrial.get(run(sum(1).withMerge(Merge.MEAN)), "last")).containsExactly(7, 30, 0);
    }

    @Test
    void residual_aboveTheFirstLayer_addsWhatTheLayerReads() {
        Map<String, Array64> results = run(sum(2).withSkip(Skip.RESIDUAL, 2));
        // Layer 1: 1 3 7 and 10 30; layer 2 alone: 1 4 11 and 10 40.
        assertThat(StackTrial.get(results, "sequence")).containsExactly(2, 20, 0, 7, 70, 0, 18, 0, 0);
        assertThat(StackTrial.get(results, "last")).containsExactly(18, 70, 0);
        assertThat(StackTrial.get(results, "encoder.l1.h")).containsExactly(11, 40, 0);
    }

    @Test
    void residual_fromTheFirstLayer_addsTheInputWithoutItsPadding() {
        Map<String, Array64> forward = run(sum(1).withSkip(Skip.RESIDUAL, 1));
        assertThat(StackTrial.get(forward, "sequence")).containsExactly(2, 20, 0, 5, 50, 0, 11, 0, 0);
        assertThat(StackTrial.get(forward, "last")).containsExactly(11, 50, 0);
        Map<String, Array64> backward = run(sum(1).withSkip(Skip.RESIDUAL, 1).withDirection(Direction.BACKWARD));
        assertThat(StackTrial.get(backward, "last")).containsExactly(8, 40, 0);
    }

    @Test
    void highway_gate_mixesWhatIsReadAndGiven() {
        StackTrial trial = new StackTrial(sum(1).withSkip(Skip.HIGHWAY, 1), 1, false);
        Map<String, Array64> values = trial.values(1, 1);
        values.put("state.encoder.l0.h", new Array64(new int[] {1, 1}, new double[] {5}));
        values.put("x", new Array64(new int[] {1, 1, 1}, new double[] {2}));
        values.put("encoder.l0.skip.weight", new Array64(new int[] {1, 1}, new double[] {0.5}));
        double gate = 1 / (1 + Math.exp(-(0.5 * 2 - 1)));
        assertThat(StackTrial.get(trial.run(values), "last"))
                .as("t (5 + 2) + (1 - t) 2, the bias being -1 at first")
                .containsExactly(new double[] {gate * 7 + (1 - gate) * 2}, within(1e-12));
    }

    @Test
    void skip_otherSizes_saysBothAndWhatToDo() {
        EncoderOptions options = EncoderOptions.of(TestCells.GATED, 4).withBidirectional(true);
        assertThatThrownBy(() -> new StackTrial(options.withSkip(Skip.RESIDUAL, 1), 3, false))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("encoder.l0 reads 3 and gives 8")
                .hasMessageContaining("skip_from");
    }

    @Test
    void layerNormalization_ofEachStep_hasMeanZeroAndVarianceOne() {
        // The cell of the second layer shows what it reads.
        Cell show = cell -> cell.next("h", cell.input().add(cell.state("h").mul(0)));
        EncoderOptions options = EncoderOptions.of(show, 4).withLayers(2).withNormalization(Normalization.LAYER);
        StackTrial trial = new StackTrial(options, 4, false);
        double[] sequence = StackTrial.get(trial.run(trial.values(2, 2, 1)), "sequence");
        for (int row = 0; row < 3; row++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 4; i++) {
                sum += sequence[row * 4 + i];
                squares += sequence[row * 4 + i] * sequence[row * 4 + i];
            }
            assertThat(sum).isCloseTo(0, within(1e-9));
            assertThat(squares / 4).isCloseTo(1, within(1e-3));
        }
        assertThat(java.util.Arrays.copyOfRange(sequence, 12, 16)).containsOnly(0);
    }

    @Test
    void batchNormalization_training_countsValidStepsAloneAndFollowsThem() {
        Cell show = cell -> cell.next("h", cell.input().add(cell.state("h").mul(0)));
        EncoderOptions options = EncoderOptions.of(show, 1).withLayers(2).withNormalization(Normalization.BATCH);
        StackTrial training = new StackTrial(options, 1, true);
        Map<String, Array64> values = training.values(3, 3, 2, 0);
        values.put("x", new Array64(new int[] {3, 3, 1}, new double[] {1, 10, 100, 2, 20, 100, 4, 100, 100}));
        Map<String, Array64> results = training.run(values);
        double mean = 37 / 5.0;
        double squares = 1 + 4 + 16 + 100 + 400 - 5 * mean * mean;
        double deviation = Math.sqrt(squares / 5 + 1e-5);
        assertThat(StackTrial.get(results, "sequence"))
                .containsExactly(
                        new double[] {
                            (1 - mean) / deviation, (10 - mean) / deviation, 0,
                            (2 - mean) / deviation, (20 - mean) / deviation, 0,
                            (4 - mean) / deviation, 0, 0
                        },
                        within(1e-9));
        assertThat(StackTrial.get(results, "next.encoder.l1.norm.running_mean"))
                .containsExactly(new double[] {0.1 * mean}, within(1e-12));
        assertThat(StackTrial.get(results, "next.encoder.l1.norm.running_var"))
                .as("PyTorch: 0.9 of the old one and 0.1 of the unbiased variance")
                .containsExactly(new double[] {0.9 + 0.1 * squares / 4}, within(1e-12));
        assertThat(training.trained()).doesNotContain("encoder.l1.norm.running_mean");

        StackTrial use = new StackTrial(options, 1, false);
        values.put("encoder.l1.norm.running_mean", new Array64(new int[] {1}, new double[] {3}));
        values.put("encoder.l1.norm.running_var", new Array64(new int[] {1}, new double[] {4}));
        assertThat(use.followed).isEmpty();
        assertThat(StackTrial.get(use.run(values), "last"))
                .containsExactly(
                        new double[] {0.5, 8.5, StackTrial.get(values, "state.encoder.l1.h")[2]}, within(1e-4));
    }

    @Test
    void batchNormalization_noValidStepAtAll_leavesTheRunningFigures() {
        EncoderOptions options =
                EncoderOptions.of(TestCells.GATED, 2).withLayers(2).withNormalization(Normalization.BATCH);
        StackTrial trial = new StackTrial(options, 2, true);
        Map<String, Array64> values = trial.values(2, 0, 0);
        Map<String, Array64> results = trial.run(values);
        assertThat(StackTrial.get(results, "next.encoder.l1.norm.running_var")).containsExactly(1, 1);
        assertThat(StackTrial.get(results, "next.encoder.l1.norm.running_mean")).containsExactly(0, 0);
        assertThat(StackTrial.get(results, "sequence")).containsOnly(0);
    }

    static List<EncoderOptions> everything() {
        EncoderOptions two = EncoderOptions.of(TestCells.GATED, 3).withLayers(2);
        Regularization all = new Regularization(false, 0.2, 0.3, 0.2, 0, 0.4);
        return List.of(
                two.withDirection(Direction.BACKWARD).withSkip(Skip.RESIDUAL, 1),
                two.withBidirectional(true).withMerge(Merge.SUM).withSkip(Skip.HIGHWAY, 1),
                two.withBidirectional(true).withMerge(Merge.MEAN).withSkip(Skip.HIGHWAY, 2),
                two.withNormalization(Normalization.LAYER).withDropout(0.3),
                two.withNormalization(Normalization.BATCH).withSkip(Skip.RESIDUAL, 2),
                two.withRegularization(all),
                two.withBidirectional(true)
                        .withRegularization(all.withVariational(true))
                        .withDropout(0.5));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void gradients_inTraining_agreeWithDifferences(EncoderOptions options) {
        StackTrial trial = new StackTrial(options, 3, true);
        Map<String, Array64> values = trial.values(4, 3, 4, 0);
        Evaluation.Random random = RandomMasks.of(KEY);
        List<String> leaves = new java.util.ArrayList<>(trial.trained());
        leaves.add("x");
        trial.graph.inputs().stream()
                .map(input -> input.label())
                .filter(label -> label.startsWith("state."))
                .forEach(leaves::add);
        Graph gradients = TrainingGraph.of(trial.graph, StackTrial.LOSS, leaves);
        Map<String, Array64> results = Interpreter.run(gradients, values, random);
        for (String leaf : leaves) {
            double[] expected = FiniteDifferences.gradient(trial.graph, StackTrial.LOSS, leaf, values, random, 1e-5)
                    .data();
            assertThat(StackTrial.get(results, "grad." + leaf)).as(leaf).containsExactly(expected, within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("everything")
    void engine_inTraining_agreesOnAnyNumberOfThreads(EncoderOptions options) {
        StackTrial trial = new StackTrial(options, 3, true);
        double[] lengths = new double[33];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = row % 7;
        }
        Map<String, Array64> values = trial.values(6, lengths);
        Graph gradients = TrainingGraph.of(trial.graph, StackTrial.LOSS, trial.trained());
        Tensors tensors = Array64.toTensors(values);
        EngineOptions engine = EngineOptions.defaults();
        Tensors one = Plan.compile(gradients, engine.withThreads(1)).run(tensors, KEY);
        Tensors three = Plan.compile(gradients, engine.withThreads(3)).run(tensors, KEY);
        Interpreter.run(gradients, values, RandomMasks.of(KEY)).forEach((name, expected) -> {
            float[] actual = one.get(name).array();
            assertThat(three.get(name).array()).as(name).containsExactly(actual);
            for (int i = 0; i < actual.length; i++) {
                double scale = Math.max(1, Math.abs(expected.data()[i]));
                assertThat(actual[i] / scale)
                        .as("%s, element %d", name, i)
                        .isCloseTo(expected.data()[i] / scale, within(2e-5));
            }
        });
    }
}
