package dev.sluice.core.train.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.GaussianLoss;
import dev.sluice.core.train.loss.GaussianMixtureLoss;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.loss.NegativeBinomialLoss;
import dev.sluice.core.train.loss.StudentTLoss;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and distributions beside SciPy's: {@code distributions_v1.py} in the resources wrote the values. */
class DistributionGoldenTest {
    private static final List<Double> LEVELS = List.of(0.05, 0.5, 0.9);

    /** A line of the file. */
    record Golden(String family, double[] parameters, double[] numbers) {
        double y() {
            return numbers[0];
        }

        Loss loss() {
            return switch (family) {
                case "normal" -> new GaussianLoss();
                case "student-t" -> new StudentTLoss();
                case "negative-binomial" -> new NegativeBinomialLoss();
                default -> new GaussianMixtureLoss(new GaussianMixtureLoss.Options(parameters.length / 3));
            };
        }

        Distribution distribution() {
            return loss().family().orElseThrow().of(parameters);
        }

        @Override
        public String toString() {
            return family + Arrays.toString(parameters) + " at " + y();
        }
    }

    static List<Golden> golden() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(DistributionGoldenTest.class.getResourceAsStream("distributions_v1.csv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cells -> new Golden(
                            cells[0],
                            numbers(cells[1].split(" ")),
                            numbers(Arrays.copyOfRange(cells, 2, cells.length))))
                    .toList();
        }
    }

    private static double[] numbers(String... texts) {
        return Arrays.stream(texts).mapToDouble(Double::parseDouble).toArray();
    }

    private static Graph graph(Golden golden) {
        Expr outputs = Exprs.input("outputs", Dims.of(Dim.BATCH, golden.parameters().length));
        Expr targets = Exprs.input("targets", Dims.of(Dim.BATCH, 1));
        return new Graph(Map.of("loss", golden.loss().loss(outputs, targets)));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void loss_inFloat64_isTheNegativeLogDensity(Golden golden) {
        double loss = Objects.requireNonNull(Interpreter.run(
                                graph(golden),
                                Map.of(
                                        "outputs",
                                        new Array64(new int[] {1, golden.parameters().length}, golden.parameters()),
                                        "targets",
                                        new Array64(new int[] {1, 1}, new double[] {golden.y()})))
                        .get("loss"))
                .data()[0];
        assertThat(loss).isCloseTo(-golden.numbers()[1], within(1e-8 * Math.max(1, Math.abs(golden.numbers()[1]))));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void loss_inTheEngine_isTheNegativeLogDensity(Golden golden) {
        float[] outputs = new float[golden.parameters().length];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = (float) golden.parameters()[i];
        }
        Tensors values = Tensors.of(
                List.of("outputs", "targets"),
                name -> name.equals("outputs")
                        ? Tensor.wrap(Shape.of(1, outputs.length), outputs)
                        : Tensor.wrap(Shape.of(1, 1), new float[] {(float) golden.y()}));
        double loss = Plan.compile(graph(golden), EngineOptions.defaults().withThreads(1))
                .run(values, RandomKey.NONE)
                .get("loss")
                .get();
        assertThat(loss).isCloseTo(-golden.numbers()[1], within(2e-5 * Math.max(1, Math.abs(golden.numbers()[1]))));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void distribution_isScipys(Golden golden) {
        Distribution distribution = golden.distribution();
        double size = Math.abs(golden.y()) + golden.numbers()[3];
        assertThat(distribution.cumulative(golden.y())).isCloseTo(golden.numbers()[2], within(1e-9));
        assertThat(distribution.crps(golden.y())).isCloseTo(golden.numbers()[3], within(1e-8 * size));
        for (int i = 0; i < LEVELS.size(); i++) {
            assertThat(distribution.quantile(LEVELS.get(i)))
                    .isCloseTo(golden.numbers()[4 + i], within(1e-7 * Math.max(1, size)));
        }
    }
}
