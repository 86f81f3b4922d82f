package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.train.loss.Crf;
import dev.sluice.core.train.loss.Ctc;
import dev.sluice.core.train.loss.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Losses of whole sequences with weights of classes, and in pieces. */
class WeighedSequencesTest {
    private static final List<String> LABELS = List.of("I", "O");
    private static final int STEPS = 3;

    /** Two rows, of 3 steps and 1. */
    private static Map<String, Array64> values(double... weights) {
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("x", new Array64(new int[] {STEPS, 2, 2}, new double[] {1, 2, -1, 0.5, 0, 1, 9, 9, 2, -1, 9, 9}));
        values.put("targets", new Array64(new int[] {STEPS, 2, 2}, new double[] {1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0}));
        values.put("target_weights", new Array64(new int[] {STEPS, 2, 1}, weights));
        values.put("lengths", new Array64(new int[] {2}, new double[] {3, 1}));
        values.put("head.transitions", new Array64(new int[] {2, 2}, new double[] {0.5, -0.5, 0.25, 0}));
        values.put("head.start", new Array64(new int[] {2}, new double[] {0.1, 0.2}));
        values.put("head.end", new Array64(new int[] {2}, new double[] {0, 0.3}));
        return values;
    }

    private static Network.Head head(Loss loss) {
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 2));
        Network.Head bare = new Network.Head(x, "lengths");
        return new Network.Head(
                Exprs.select(bare.validSteps(), x, Exprs.constant(0)),
                "lengths",
                loss.form()
                        .parameters(
                                ParameterScope.root(Initialization.defaults()).child("head"), 2));
    }

    private static double mean(Objective objective, double... weights) {
        Graph graph = new Graph(Map.of("loss", objective.mean(Network.OUTPUTS, head(objective.loss()))));
        return Objects.requireNonNull(Interpreter.run(graph, values(weights)).get("loss"))
                .data()[0];
    }

    private static double[] each() {
        Loss loss = new Crf(Crf.Options.defaults()).forLabels(LABELS);
        Expr targets = Exprs.input("targets", Dims.of(Dim.TIME, Dim.BATCH, 2));
        Graph graph = new Graph(Map.of("each", loss.sequences().orElseThrow().loss(head(loss), targets)));
        return Objects.requireNonNull(
                        Interpreter.run(graph, values(1, 1, 1, 0, 1, 0)).get("each"))
                .data();
    }

    @Test
    void mean_crfWithWeightsOfClasses_countsASentenceByTheMeanOfItsLabels() {
        Objective weighed = new Objective(new Crf(Crf.Options.defaults()).forLabels(LABELS), 1, List.of()).weighed();
        double[] each = each();

        // Weights 3 and 1 of the first row's labels I O I, 1 of the second's O.
        double mean = mean(weighed, 3, 1, 1, 0, 3, 0);

        assertThat(mean).isCloseTo((each[0] * 7 / 3 + each[1]) / 8, within(1e-12));
    }

    @Test
    void mean_equalWeights_isThatWithoutWeights() {
        Objective plain = new Objective(new Crf(Crf.Options.defaults()).forLabels(LABELS), 1, List.of());

        assertThat(mean(plain.weighed(), 1, 1, 1, 0, 1, 0)).isCloseTo(mean(plain, 1, 1, 1, 0, 1, 0), within(1e-12));
    }

    @Test
    void truncation_lossesOfWholeSequences_areRefused() {
        for (Loss loss : List.of(new Crf(Crf.Options.defaults()), new Ctc())) {
            TrainingConfig config = TrainingConfig.of(loss, new PlainDescent(0.1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> config.withTruncatedBpttSteps(5))
                    .withMessageContaining(
                            "judges whole sequences, but truncated_bptt_steps cuts them into pieces of 5");
        }
    }
}
