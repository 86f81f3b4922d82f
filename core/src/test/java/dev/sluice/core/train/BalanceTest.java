package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.Network;
import dev.sluice.core.train.loss.CrossEntropy;
import dev.sluice.core.train.loss.MeanSquaredError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Losses of several heads that are weighed by what training learns of their variances. */
class BalanceTest {
    private static Network network() {
        Map<String, Network.Head> heads = new LinkedHashMap<>();
        heads.put("kind", new Network.Head(Exprs.input("a", Dims.of(Dim.BATCH, 2)), "lengths"));
        heads.put("size", new Network.Head(Exprs.input("b", Dims.of(Dim.BATCH, 1)), "lengths"));
        return new Network(Network.Mode.TRAINING, List.of(), heads, Map.of(), Map.of(), List.of(), Map.of(), List.of())
                .balanced();
    }

    private static Objective objective(String head) {
        return head.equals("kind")
                ? new Objective(new CrossEntropy(CrossEntropy.Options.defaults()), 2, List.of())
                : Objective.of(new MeanSquaredError());
    }

    @Test
    void losses_uncertainty_weighsEachHeadByItsVariance() {
        Network network = network();
        assertThat(network.trainedNames()).containsExactly("balance.kind", "balance.size");
        Map<String, Expr> losses = Objective.losses(network, BalanceTest::objective);
        Graph graph = Gradients.extend(new Graph(losses), Scores.LOSS, List.of("balance.kind", "balance.size"));
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("a", new Array64(new int[] {1, 2}, new double[] {0, 1}));
        values.put("b", new Array64(new int[] {1, 1}, new double[] {3}));
        values.put("targets.kind", new Array64(new int[] {1, 2}, new double[] {1, 0}));
        values.put("targets.size", new Array64(new int[] {1, 1}, new double[] {1}));
        values.put("balance.kind", new Array64(new int[] {1}, new double[] {0.3}));
        values.put("balance.size", new Array64(new int[] {1}, new double[] {-0.7}));

        Map<String, Array64> results = Interpreter.run(graph, values);

        double kind = 2 * Math.log(1 + Math.E);
        double size = 4;
        assertThat(number(results, Scores.LOSS))
                .isCloseTo(Math.exp(-0.3) * kind + 0.15 + 0.5 * Math.exp(0.7) * size - 0.35, within(1e-12));
        // At the best variance of errors, their mean square, the slope is zero.
        assertThat(number(results, "grad.balance.size")).isCloseTo(0.5 - 0.5 * Math.exp(0.7) * size, within(1e-12));
        values.put("balance.size", new Array64(new int[] {1}, new double[] {Math.log(size)}));
        assertThat(number(Interpreter.run(graph, values), "grad.balance.size")).isCloseTo(0, within(1e-12));
    }

    private static double number(Map<String, Array64> results, String name) {
        return Objects.requireNonNull(results.get(name), name).data()[0];
    }
}
