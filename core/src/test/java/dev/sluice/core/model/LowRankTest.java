package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LowRankTest {
    private static Network network(int rank) {
        ModelConfig config = ModelConfig.of(
                        EncoderOptions.of(TestCells.GATED, 8).withRank(rank))
                .withEmbedding(8);
        return SequenceModel.build(config, new ModelInput.Tokens(5), 2, Network.Mode.INFERENCE);
    }

    private static Tensor product(Tensor out, Tensor in) {
        int rows = out.shape().size(0);
        int rank = out.shape().size(1);
        int columns = in.shape().size(1);
        Tensor product = Tensor.zeros(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int k = 0; k < rank; k++) {
                    sum += (double) out.get(i, k) * in.get(k, j);
                }
                product.set((float) sum, i, j);
            }
        }
        return product;
    }

    private static double distance(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.array().length; i++) {
            sum += Math.pow(a.array()[i] - b.array()[i], 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void build_rank_declaresFactorsWhereTheyAreSmaller() {
        List<String> names = network(2).parameterNames();
        assertThat(names).anyMatch(name -> name.endsWith(LowRank.OUT)).anyMatch(name -> name.endsWith(LowRank.IN));
        assertThat(network(2).parameterCount()).isLessThan(network(0).parameterCount());
        // Two factors of rank 4 have as many numbers as a matrix of 8 by 8.
        assertThat(network(4).parameterNames()).isEqualTo(network(0).parameterNames());
    }

    @Test
    void fit_matrixOfThatRank_isReproduced() {
        Tensors.Builder products = Parameters.initialize(network(0).parameters(), 3).toBuilder();
        Tensors factors = Parameters.initialize(network(2).parameters(), 7);
        Network small = network(2);
        for (ParameterSpec spec : small.parameters()) {
            if (spec.name().endsWith(LowRank.OUT)) {
                String stem = spec.name().substring(0, spec.name().length() - LowRank.OUT.length());
                products.put(stem, product(factors.get(stem + LowRank.OUT), factors.get(stem + LowRank.IN)));
            }
        }
        Tensors values = products.build();
        Tensors fitted = LowRank.fit(small.parameters(), values);
        Tensor tokens = Tensor.copyOf(Shape.of(3, 2), 1, 2, 3, 4, 2, 0);
        Tensor lengths = Tensor.copyOf(Shape.of(2), 3, 2);
        double[] whole = outputs(network(0), values, tokens, lengths);
        double[] twoFactors = outputs(small, fitted, tokens, lengths);
        for (int i = 0; i < whole.length; i++) {
            assertThat(twoFactors[i]).isCloseTo(whole[i], within(1e-6));
        }
    }

    private static double[] outputs(Network network, Tensors values, Tensor tokens, Tensor lengths) {
        Tensors.Builder all = values.toBuilder();
        all.put(network.inputs().getFirst().name(), tokens);
        all.put(Network.LENGTHS, lengths);
        float[] result = Plan.compile(network.graph(), EngineOptions.defaults().withThreads(1))
                .run(all.build(), RandomKey.NONE)
                .get(Network.OUTPUTS)
                .array();
        double[] wide = new double[result.length];
        Arrays.setAll(wide, i -> result[i]);
        return wide;
    }

    @Test
    void fit_anyMatrix_isTheNearestOfItsRank() {
        Tensor matrix = new Initializers.Normal(1).create(Shape.of(6, 9), 5, "m");
        ParameterSpec out =
                new ParameterSpec("m.out", Shape.of(6, 2), new Initializers.Zeros(), ParameterSpec.Role.INPUT_WEIGHT);
        ParameterSpec in =
                new ParameterSpec("m.in", Shape.of(2, 9), new Initializers.Zeros(), ParameterSpec.Role.INPUT_WEIGHT);
        Tensors fitted = LowRank.fit(List.of(out, in), Tensors.of("m", matrix));
        double best = distance(matrix, product(fitted.get("m.out"), fitted.get("m.in")));
        for (int i = 0; i < 12; i++) {
            Tensor moved = fitted.get("m.out").copy();
            moved.array()[i] += i % 2 == 0 ? 0.01f : -0.01f;
            assertThat(distance(matrix, product(moved, fitted.get("m.in")))).isGreaterThan(best);
        }
    }

    @Test
    void rankFor_energy_isTheSmallestThatKeepsIt() {
        Tensor diagonal = Tensor.zeros(4, 5);
        float[] values = {1, 3, 0, 2};
        for (int i = 0; i < 4; i++) {
            diagonal.set(values[i], i, i);
        }
        assertThat(LowRank.rankFor(List.of(diagonal), 9.0 / 14)).isEqualTo(1);
        assertThat(LowRank.rankFor(List.of(diagonal), 9.1 / 14)).isEqualTo(2);
        assertThat(LowRank.rankFor(List.of(diagonal), 13.0 / 14)).isEqualTo(2);
        assertThat(LowRank.rankFor(List.of(diagonal), 0.99)).isEqualTo(3);
    }

    @Test
    void fit_anotherModel_saysWhatIsMissing() {
        Tensors values = Parameters.initialize(network(0).parameters(), 1).only(name -> !name.equals("head.0.bias"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LowRank.fit(network(2).parameters(), values))
                .withMessageContaining("'head.0.bias' [2] has none");
    }
}
