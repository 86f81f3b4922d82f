package dev.sluice.core.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FocalTest {
    private static final double[] Y = {1, 2, -0.5};

    private static double value(Loss loss, double... targets) {
        Graph graph = new Graph(Map.of(
                "loss",
                loss.loss(
                        Exprs.input("y", Dims.of(Dim.BATCH, 3)),
                        Exprs.input("targets", Dims.of(Dim.BATCH, targets.length)))));
        Map<String, Array64> values = Map.of(
                "y", new Array64(new int[] {1, 3}, Y), "targets", new Array64(new int[] {1, targets.length}, targets));
        return Objects.requireNonNull(Interpreter.run(graph, values).get("loss"))
                .data()[0];
    }

    private static double probability(int of) {
        return Math.exp(Y[of]) / (Math.exp(Y[0]) + Math.exp(Y[1]) + Math.exp(Y[2]));
    }

    @Test
    void loss_classes_countsSureAnswersLess() {
        Focal focal = new Focal(new Focal.Options(2, false, 0));
        double p = probability(1);
        double expected = -Math.pow(1 - p, 2) * Math.log(p);
        assertThat(value(focal, 0, 1, 0)).isCloseTo(expected, within(1e-12));
        assertThat(value(focal.ofClassNumbers().orElseThrow(), 1)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void loss_gammaOfZero_isTheCrossEntropy() {
        assertThat(value(new Focal(new Focal.Options(0, false, 0)), 1, 0, 0))
                .isCloseTo(value(new CrossEntropy(CrossEntropy.Options.defaults()), 1, 0, 0), within(1e-12));
        assertThat(value(new Focal(new Focal.Options(0, true, 0)), 1, 0, 1))
                .isCloseTo(value(new BinaryCrossEntropy(), 1, 0, 1), within(1e-12));
    }

    @Test
    void loss_labels_weighsThoseThatHoldByAlpha() {
        Focal focal = new Focal(new Focal.Options(2, true, 0.25));
        double sum = 0;
        double[] targets = {1, 0, 1};
        for (int i = 0; i < 3; i++) {
            double p = 1 / (1 + Math.exp(-Y[i]));
            sum += targets[i] == 1 ? -0.25 * Math.pow(1 - p, 2) * Math.log(p) : -0.75 * p * p * Math.log(1 - p);
        }
        assertThat(value(focal, targets)).isCloseTo(sum / 3, within(1e-12));
    }

    @Test
    void options_alphaForExclusiveClasses_isRefused() {
        assertThatThrownBy(() -> new Focal.Options(2, false, 0.25)).hasMessageContaining("data.weights");
    }
}
