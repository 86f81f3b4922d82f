package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecurrentStackTest {
    /** Three steps of three rows with lengths 3, 2 and 0; padding is 100. */
    private static final double[] X = {1, 10, 100, 2, 20, 100, 4, 100, 100};

    private static Map<String, Array64> run(RecurrentStack stack, boolean training, Evaluation.Random random) {
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 1));
        Expr lengths = Exprs.input("lengths", Dims.of(Dim.BATCH));
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        RecurrentStack.Result result = stack.build(scope.child("encoder"), x, lengths, InitialStates.ZEROS, training);
        Map<String, Expr> outputs = new LinkedHashMap<>(result.finalStates());
        outputs.put("sequence", result.sequence());
        outputs.put("last", result.last());
        for (Pooling pooling : Pooling.values()) {
            outputs.put(pooling.name(), pooling.apply(scope.child(pooling.name()), result, lengths));
        }
        Map<String, Array64> values = new LinkedHashMap<>();
        values.putAll(Array64.of(Parameters.initialize(scope.declared(), 1)));
        values.put("x", new Array64(new int[] {3, 3, 1}, X));
        values.put("lengths", new Array64(new int[] {3}, new double[] {3, 2, 0}));
        return Interpreter.run(new Graph(outputs), values, random);
    }

    private static double[] get(Map<String, Array64> results, String name) {
        return Objects.requireNonNull(results.get(name), name).data();
    }

    @Test
    void forward_ragged_freezesAfterEachLength() {
        Map<String, Array64> results =
                run(new RecurrentStack(EncoderOptions.of(TestCells.SUM, 1)), false, Evaluation.Random.NONE);
        assertThat(get(results, "sequence")).containsExactly(1, 10, 0, 3, 30, 0, 7, 0, 0);
        assertThat(get(results, "last")).containsExactly(7, 30, 0);
        assertThat(get(results, "encoder.l0.h")).containsExactly(7, 30, 0);
    }

    @Test
    void bidirectional_ragged_startsAtEachRowsOwnEnd() {
        Map<String, Array64> results = run(
                new RecurrentStack(EncoderOptions.of(TestCells.SUM, 1).withBidirectional(true)),
                false,
                Evaluation.Random.NONE);
        assertThat(get(results, "sequence")).containsExactly(1, 7, 10, 30, 0, 0, 3, 6, 30, 20, 0, 0, 7, 4, 0, 0, 0, 0);
        assertThat(get(results, "last")).containsExactly(7, 7, 30, 30, 0, 0);
        assertThat(get(results, "encoder.l0_reverse.h")).containsExactly(7, 30, 0);
    }

    @Test
    void pooling_ragged_seesValidStepsOnly() {
        Map<String, Array64> results =
                run(new RecurrentStack(EncoderOptions.of(TestCells.SUM, 1)), false, Evaluation.Random.NONE);
        assertThat(get(results, "LAST")).containsExactly(7, 30, 0);
        assertThat(get(results, "MEAN")).containsExactly(11.0 / 3, 20, 0);
        assertThat(get(results, "MAX")).containsExactly(7, 30, 0);
    }

    @Test
    void maxPooling_negativeOutputs_isNotTheZeroOfPadding() {
        Cell negative = cell -> {
            Expr h = cell.state("h");
            cell.next("h", h.sub(cell.input()));
        };
        Map<String, Array64> results =
                run(new RecurrentStack(EncoderOptions.of(negative, 1)), false, Evaluation.Random.NONE);
        assertThat(get(results, "MAX")).containsExactly(-1, -10, 0);
    }

    @Test
    void layers_stacked_readTheLayerBelow() {
        Map<String, Array64> results = run(
                new RecurrentStack(EncoderOptions.of(TestCells.SUM, 1).withLayers(2)), false, Evaluation.Random.NONE);
        assertThat(get(results, "sequence")).containsExactly(1, 10, 0, 4, 40, 0, 11, 0, 0);
        assertThat(get(results, "encoder.l0.h")).containsExactly(7, 30, 0);
        assertThat(get(results, "encoder.l1.h")).containsExactly(11, 40, 0);
    }

    @Test
    void dropout_training_masksBetweenLayersOnly() {
        List<String> masks = new ArrayList<>();
        Evaluation.Random doubled = (purpose, keep, out) -> {
            masks.add(purpose + " " + keep + " " + out.length);
            java.util.Arrays.fill(out, 2);
        };
        RecurrentStack stack = new RecurrentStack(
                EncoderOptions.of(TestCells.SUM, 1).withLayers(2).withDropout(0.5));
        Map<String, Array64> training = run(stack, true, doubled);
        assertThat(masks).containsExactly("encoder.l1.dropout 0.5 9");
        assertThat(get(training, "encoder.l0.h")).containsExactly(7, 30, 0);
        assertThat(get(training, "encoder.l1.h")).containsExactly(22, 80, 0);
        // Without a source of random numbers this would throw if a mask were left.
        assertThat(get(run(stack, false, Evaluation.Random.NONE), "encoder.l1.h"))
                .containsExactly(11, 40, 0);
    }

    @Test
    void ownOutput_ofACell_isWhatTheLayerAboveAndPoolingSee() {
        Cell shown = cell -> {
            Expr h = cell.state("h");
            Expr sum = h.add(cell.input());
            cell.next("h", sum);
            cell.output(Exprs.concat(-1, List.of(sum, sum.mul(-1))));
        };
        Map<String, Array64> results =
                run(new RecurrentStack(EncoderOptions.of(shown, 1)), false, Evaluation.Random.NONE);
        assertThat(get(results, "last")).containsExactly(7, -7, 30, -30, 0, 0);
        assertThat(get(results, "encoder.l0.h")).containsExactly(7, 30, 0);
    }

    @Test
    void badSizes_throw() {
        assertThatThrownBy(() ->
                        new RecurrentStack(EncoderOptions.of(TestCells.SUM, 1).withLayers(0)))
                .hasMessageContaining("layers must be at least 1, but was 0");
        assertThatThrownBy(() ->
                        new RecurrentStack(EncoderOptions.of(TestCells.SUM, 1).withDropout(1)))
                .hasMessageContaining("below 1, but was 1.0");
        assertThatThrownBy(() ->
                        new RecurrentStack(EncoderOptions.of(TestCells.SUM, 1).withDropout(Double.NaN)))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new RecurrentLayer(TestCells.SUM, 0, false)).hasMessageContaining("but was 0");
    }
}
