package dev.sluice.core.train.loss;

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
import dev.sluice.core.train.Objective;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final double EXACT = 1e-12;

    private record Result(double loss, double[] gradient) {}

    /** The loss of two rows and its gradient by the outputs. */
    private static Result run(Loss loss, int columns, double[] outputs, double[] targets) {
        Dims shape = Dims.of(Dim.BATCH, columns);
        Expr y = Exprs.input("y", shape);
        Expr mean = Objective.of(loss).mean("outputs", new Network.Head(y, "lengths"));
        Graph graph = Gradients.extend(new Graph(Map.of("loss", mean)), "loss", List.of("y"));
        int[] sizes = {outputs.length / columns, columns};
        Map<String, Array64> results = Interpreter.run(
                graph, Map.of("y", new Array64(sizes, outputs), "targets", new Array64(sizes, targets)));
        return new Result(
                Objects.requireNonNull(results.get("loss")).data()[0],
                Objects.requireNonNull(results.get("grad.y")).data());
    }

    @Test
    void crossEntropy_oneRightClass_isItsNegativeLogProbability() {
        CrossEntropy loss = new CrossEntropy(CrossEntropy.Options.defaults());
        Result result = run(loss, 3, new double[] {1, 2, 3, 0, 0, 0}, new double[] {0, 0, 1, 1, 0, 0});
        double z = Math.exp(1) + Math.exp(2) + Math.exp(3);
        assertThat(result.loss()).isCloseTo((Math.log(z) - 3 + Math.log(3)) / 2, within(EXACT));
        // Gradient: (softmax - target) / B.
        assertThat(result.gradient()[0]).isCloseTo(Math.exp(1) / z / 2, within(EXACT));
        assertThat(result.gradient()[2]).isCloseTo((Math.exp(3) / z - 1) / 2, within(EXACT));
        assertThat(result.gradient()[3]).isCloseTo((1.0 / 3 - 1) / 2, within(EXACT));
    }

    @Test
    void crossEntropy_twoRightClasses_isTheMeanOfTheirs() {
        CrossEntropy loss = new CrossEntropy(CrossEntropy.Options.defaults());
        double[] y = {0.3, -1, 2};
        double both = run(loss, 3, y, new double[] {0.5, 0, 0.5}).loss();
        double first = run(loss, 3, y, new double[] {1, 0, 0}).loss();
        double last = run(loss, 3, y, new double[] {0, 0, 1}).loss();
        assertThat(both).isCloseTo((first + last) / 2, within(EXACT));
    }

    @Test
    void crossEntropy_smoothing_mixesInTheUniformDistribution() {
        double[] y = {0.3, -1, 2};
        double[] t = {1, 0, 0};
        double plain =
                run(new CrossEntropy(new CrossEntropy.Options(0)), 3, y, t).loss();
        double uniform = run(new CrossEntropy(new CrossEntropy.Options(0)), 3, y, new double[] {1 / 3., 1 / 3., 1 / 3.})
                .loss();
        double smoothed =
                run(new CrossEntropy(new CrossEntropy.Options(0.1)), 3, y, t).loss();
        assertThat(smoothed).isCloseTo(0.9 * plain + 0.1 * uniform, within(EXACT));
    }

    @Test
    void crossEntropy_hugeScores_staysFinite() {
        Result result = run(
                new CrossEntropy(CrossEntropy.Options.defaults()), 2, new double[] {1e4, -1e4}, new double[] {0, 1});
        assertThat(result.loss()).isEqualTo(2e4);
        assertThat(result.gradient()).containsExactly(1, -1);
    }

    @Test
    void binaryCrossEntropy_eachColumn_isJudgedAlone() {
        Result result = run(new BinaryCrossEntropy(), 2, new double[] {0, 1.5}, new double[] {1, 0});
        assertThat(result.loss()).isCloseTo((Math.log(2) + Math.log1p(Math.exp(1.5))) / 2, within(EXACT));
        assertThat(result.gradient()[0]).isCloseTo(-0.25, within(EXACT));
        assertThat(result.gradient()[1]).isCloseTo(1 / (1 + Math.exp(-1.5)) / 2, within(EXACT));
    }

    @Test
    void binaryCrossEntropy_hugeScores_staysFinite() {
        Result result = run(new BinaryCrossEntropy(), 2, new double[] {-1000, 1000}, new double[] {1, 1});
        assertThat(result.loss()).isEqualTo(500);
        assertThat(result.gradient()).containsExactly(-0.5, 0);
    }

    @Test
    void meanSquaredError_allElements_areAveraged() {
        Result result = run(new MeanSquaredError(), 2, new double[] {1, 2, 3, 4}, new double[] {1, 0, 0, 4});
        assertThat(result.loss()).isCloseTo((4 + 9) / 4.0, within(EXACT));
        assertThat(result.gradient()).containsExactly(0, 1, 1.5, 0);
    }
}
