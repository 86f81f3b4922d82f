package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.RandomMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegularizationTest {
    /** Linear in its state, so that the mean over masks that are used once is the result without them. */
    private static final Cell LINEAR = cell -> cell.next("h", cell.linear("h", cell.input(), cell.state("h")));

    /** The same function with a recurrent matrix of its own. */
    private static final Cell OWN_MATRIX = cell -> {
        Expr h = cell.state("h");
        Dims square = Dims.of(cell.hiddenSize(), cell.hiddenSize());
        Expr u = cell.parameter("U", square, ParameterSpec.Role.RECURRENT_WEIGHT, new Initializers.GlorotUniform());
        cell.next(
                "h",
                cell.fromInput("h", cell.input()).add(cell.recurrentInput(h).matmulTransposed(u)));
    };

    private static EncoderOptions options(Cell cell, int layers, Regularization regularization) {
        return EncoderOptions.of(cell, 1).withLayers(layers).withRegularization(regularization);
    }

    static List<EncoderOptions> linear() {
        Regularization none = Regularization.none();
        return List.of(
                options(LINEAR, 2, none).withDropout(0.3),
                options(LINEAR, 2, none.withVariational(true)).withDropout(0.3),
                options(LINEAR, 1, none.withInputDropout(0.4)),
                options(LINEAR, 1, none.withInputDropout(0.4).withVariational(true)),
                options(LINEAR, 1, none.withRecurrentDropout(0.2)),
                options(LINEAR, 1, none.withZoneout(0.15, 0)),
                options(LINEAR, 1, none.withZoneout(0.15, 0)).withDirection(Direction.BACKWARD));
    }

    @ParameterizedTest
    @MethodSource("linear")
    void linearCell_meanOverAllMasks_isTheResultInUse(EncoderOptions options) {
        StackTrial training = new StackTrial(options, 1, true);
        StackTrial inference = new StackTrial(options, 1, false);
        Map<String, Array64> values = training.values(3, 3, 2);
        Map<String, double[]> mean = ExactExpectation.of(training, values);
        Map<String, Array64> use = inference.run(values);
        for (String name : List.of(StackTrial.SEQUENCE, StackTrial.LAST)) {
            assertThat(mean.get(name)).as(name).containsExactly(StackTrial.get(use, name), within(1e-12));
        }
    }

    /** A mask that is used at several steps, or for several gates, is exact for one step: its mean is 1. */
    @Test
    void weightAndVariationalMasks_meanOverOneStep_isTheResultInUse() {
        for (Regularization regularization : List.of(
                Regularization.none().withWeightDrop(0.5),
                Regularization.none().withRecurrentDropout(0.5).withVariational(true))) {
            for (Cell cell : List.of(LINEAR, OWN_MATRIX)) {
                EncoderOptions options = options(cell, 1, regularization);
                StackTrial training = new StackTrial(options, 1, true);
                Map<String, Array64> values = training.values(1, 1, 1);
                assertThat(ExactExpectation.of(training, values).get(StackTrial.LAST))
                        .containsExactly(
                                StackTrial.get(new StackTrial(options, 1, false).run(values), StackTrial.LAST),
                                within(1e-12));
            }
        }
    }

    @Test
    void ownMatrixWithoutARole_isNoWeightToDrop() {
        Cell plain = cell -> {
            Expr h = cell.state("h");
            Dims square = Dims.of(cell.hiddenSize(), cell.hiddenSize());
            Expr u = cell.parameter("U", square, new Initializers.GlorotUniform());
            cell.next("h", cell.fromInput("h", cell.input()).add(h.matmulTransposed(u)));
        };
        Regularization none = Regularization.none();
        assertThatThrownBy(() -> new StackTrial(options(plain, 1, none.withWeightDrop(0.5)), 1, true))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("weight_drop acts on weights of recurrent products");
        assertThatThrownBy(() -> new StackTrial(options(plain, 1, none.withRecurrentDropout(0.5)), 1, true))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("recurrent_dropout acts on states that recurrent products U h read");
    }

    @Test
    void zoneout_oneMask_keepsOldElementsAndTakesNewOnes() {
        Cell counter = cell -> cell.next("h", cell.state("h").add(1));
        EncoderOptions options = options(counter, 1, Regularization.none().withZoneout(0.25, 0));
        StackTrial training = new StackTrial(options, 1, true);
        Map<String, Array64> values = training.values(3, 3, 3);
        values.put("state.encoder.l0.h", Array64.zeros(2, 1));
        // Steps and rows: kept is what the mask lets through, so a zero keeps the old value.
        double[] mask = {1 / 0.75, 0, 0, 0, 1 / 0.75, 1 / 0.75};
        Evaluation.Random random = (purpose, keep, out) -> {
            assertThat(purpose).isEqualTo("encoder.l0.h.zoneout");
            assertThat(keep).isEqualTo(0.75);
            System.arraycopy(mask, 0, out, 0, out.length);
        };
        assertThat(StackTrial.get(training.run(values, random), StackTrial.SEQUENCE))
                .containsExactly(1, 0, 1, 0, 2, 1);
        assertThat(StackTrial.get(new StackTrial(options, 1, false).run(values), StackTrial.LAST))
                .containsExactly(new double[] {2.25, 2.25}, within(1e-12));
    }

    @Test
    void zoneoutCell_actsOnFurtherStatesAlone() {
        Cell two = cell -> {
            cell.next("h", cell.state("h").add(1));
            cell.next("c", cell.state("c").add(1));
        };
        StackTrial trial = new StackTrial(options(two, 1, Regularization.none().withZoneout(0, 0.5)), 1, false);
        Map<String, Array64> values = trial.values(1, 1);
        values.put("state.encoder.l0.h", Array64.zeros(1, 1));
        values.put("state.encoder.l0.c", Array64.zeros(1, 1));
        Map<String, Array64> results = trial.run(values);
        assertThat(StackTrial.get(results, "encoder.l0.h")).containsExactly(1);
        assertThat(StackTrial.get(results, "encoder.l0.c")).containsExactly(0.5);
    }

    @Test
    void variational_masks_haveNoTime() {
        Regularization all = new Regularization(false, 0.1, 0.2, 0.3, 0, 0.4);
        assertThat(masks(all))
                .containsExactlyInAnyOrder(
                        "encoder.l0.dropout [T, B, 3]",
                        "encoder.l0.recurrent_dropout.2 [T, B, 2]",
                        "encoder.l0.h.zoneout [T, B, 2]",
                        "encoder.l0.U_r.drop [2, 2]",
                        "encoder.l0.U_n.drop [2, 2]",
                        "encoder.l1.dropout [T, B, 2]",
                        "encoder.l1.recurrent_dropout.2 [T, B, 2]",
                        "encoder.l1.h.zoneout [T, B, 2]",
                        "encoder.l1.U_r.drop [2, 2]",
                        "encoder.l1.U_n.drop [2, 2]");
        assertThat(masks(all.withVariational(true)))
                .contains(
                        "encoder.l0.dropout [B, 3]",
                        "encoder.l1.dropout [B, 2]",
                        "encoder.l0.recurrent_dropout.2 [B, 2]",
                        "encoder.l0.h.zoneout [T, B, 2]");
    }

    private static List<String> masks(Regularization regularization) {
        EncoderOptions options = EncoderOptions.of(TestCells.GATED, 2)
                .withLayers(2)
                .withDropout(0.5)
                .withRegularization(regularization);
        List<String> masks = new ArrayList<>();
        for (Expr expr : new StackTrial(options, 3, true).graph.expressions()) {
            if (expr.op() instanceof RandomMask mask) {
                masks.add(mask.purpose() + " " + mask.dims());
            }
        }
        assertThat(new StackTrial(options, 3, false).graph.expressions())
                .as("in use there are no masks")
                .extracting(Expr::op)
                .allSatisfy((Op op) -> assertThat(op).isNotInstanceOf(RandomMask.class));
        return masks;
    }

    /** A cell that remembers the last measured value. */
    private static final Cell REMEMBERING = cell -> {
        Expr mask = cell.input("mask");
        Expr last = cell.exactState("last", cell.inputSize());
        Expr seen = mask.mul(cell.input()).add(mask.oneMinus().mul(last));
        Expr h = cell.state("h");
        cell.next("last", seen);
        cell.next("h", h.add(seen));
        cell.output(h.add(seen));
    };

    @Test
    void zoneout_ofWhatWasMeasured_isLeftAlone() {
        Cell keeping = cell -> {
            Expr h = cell.state("h");
            cell.next("last", cell.exactState("last", 1).mul(0).add(cell.input()));
            cell.next("h", h.add(cell.input()));
        };
        EncoderOptions options = options(keeping, 1, Regularization.none().withZoneout(0.5, 0));
        StackTrial training = new StackTrial(options, 1, true);
        Map<String, Array64> values = training.values(3, 3, 2);
        Evaluation.Random keepsAll = (purpose, keep, out) -> Arrays.fill(out, 0);
        double[] exact = StackTrial.get(training.run(values, keepsAll), "encoder.l0.last");
        assertThat(exact).as("the last input of each row").containsExactly(input(values, 2, 0), input(values, 1, 1));
        assertThat(StackTrial.get(new StackTrial(options, 1, false).run(values), "encoder.l0.last"))
                .as("in use as well")
                .containsExactly(exact);
    }

    private static double input(Map<String, Array64> values, int t, int row) {
        return Objects.requireNonNull(values.get("x")).data()[t * 2 + row];
    }

    @Test
    void zoneout_thatHasNothingToActOn_isRefused() {
        Regularization memory = Regularization.none().withZoneout(0, 0.2);
        assertThatThrownBy(() -> new StackTrial(options(LINEAR, 1, memory), 1, true))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContainingAll("zoneout_cell", "states beside the first", "encoder.l0", "take zoneout");
        assertThatThrownBy(() -> new StackTrial(options(LINEAR, 1, memory), 1, false))
                .as("in use as in training")
                .isInstanceOf(ModelConfigException.class);
        Cell exact = cell -> cell.next("h", cell.exactState("h", 1).add(cell.input()));
        assertThatThrownBy(() ->
                        new StackTrial(options(exact, 1, Regularization.none().withZoneout(0.2, 0)), 1, true))
                .hasMessageContainingAll("regularization.zoneout acts", "encoder.l0");
    }

    @Test
    void inputDropout_ofMeasuredValues_isRefused() {
        Regularization dropout = Regularization.none().withInputDropout(0.2);
        EncoderOptions options = options(REMEMBERING, 1, dropout);
        assertThatThrownBy(() -> SequenceModel.build(
                        ModelConfig.of(options), new ModelInput.Features(1), 1, Network.Mode.TRAINING))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContainingAll("input_dropout", "encoder.l0", "mask", "recurrent_dropout");
    }

    @Test
    void productsOfStates_thatACellHasNot_cannotBeDropped() {
        for (Regularization regularization : List.of(
                Regularization.none().withWeightDrop(0.1), Regularization.none().withRecurrentDropout(0.1))) {
            assertThatThrownBy(() -> new StackTrial(options(TestCells.SUM, 1, regularization), 1, false))
                    .isInstanceOf(ModelConfigException.class)
                    .hasMessageContaining("encoder.regularization.")
                    .hasMessageContaining("recurrent products U h")
                    .hasMessageContaining("take zoneout");
        }
    }

    @Test
    void probabilities_outOfRange_areRefusedByName() {
        assertRefused(Regularization.none().withWeightDrop(1), "weight_drop");
        assertRefused(Regularization.none().withZoneout(0, -0.1), "zoneout_cell");
        assertRefused(Regularization.none().withRecurrentDropout(2), "but was 2.0");
        assertRefused(Regularization.none().withInputDropout(Double.NaN), "input_dropout");
    }

    private static void assertRefused(Regularization regularization, String finding) {
        assertThatThrownBy(() -> new RecurrentLayer(TestCells.SUM, 2, false, regularization, 0))
                .hasMessageContaining(finding);
    }
}
