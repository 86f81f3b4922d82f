package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InitializersTest {
    static List<Initializer> random() {
        return List.of(
                new Initializers.GlorotUniform(),
                new Initializers.GlorotNormal(),
                new Initializers.HeUniform(),
                new Initializers.HeNormal(),
                new Initializers.Normal(0.1),
                new Initializers.UniformPyTorch(),
                new Initializers.Orthogonal(1));
    }

    @ParameterizedTest
    @MethodSource("random")
    void create_sameSeedAndName_givesTheSameBits(Initializer initializer) {
        Shape shape = Shape.of(5, 7);
        float[] first = initializer.create(shape, 1, "w").array();
        assertThat(initializer.create(shape, 1, "w").array()).containsExactly(first);
        assertThat(initializer.create(shape, 2, "w").array()).isNotEqualTo(first);
        assertThat(initializer.create(shape, 1, "v").array()).isNotEqualTo(first);
    }

    @Test
    void glorotUniform_largeMatrix_hasItsBoundAndVariance() {
        // in 300, out 100: a² = 6/400, variance a²/3 = 0.005
        Tensor w = new Initializers.GlorotUniform().create(Shape.of(100, 300), 1, "w");
        assertMoments(w, 0.005);
        assertBound(w, Math.sqrt(6.0 / 400));
    }

    @Test
    void others_largeMatrix_haveTheirVariances() {
        Shape shape = Shape.of(100, 300);
        assertMoments(new Initializers.GlorotNormal().create(shape, 1, "w"), 2.0 / 400);
        assertMoments(new Initializers.HeNormal().create(shape, 1, "w"), 2.0 / 300);
        assertMoments(new Initializers.Normal(0.1).create(shape, 1, "w"), 0.01);
        Tensor he = new Initializers.HeUniform().create(shape, 1, "w");
        assertMoments(he, 2.0 / 300);
        assertBound(he, Math.sqrt(6.0 / 300));
        Tensor torch = new Initializers.UniformPyTorch().create(shape, 1, "w");
        assertMoments(torch, 1.0 / 300);
        assertBound(torch, 0.1);
    }

    private static void assertMoments(Tensor tensor, double variance) {
        double sum = 0;
        double squares = 0;
        for (float value : tensor.array()) {
            sum += value;
            squares += value * value;
        }
        int n = tensor.array().length;
        assertThat(sum / n).isCloseTo(0, within(4 * Math.sqrt(variance / n)));
        assertThat(squares / n).isCloseTo(variance, within(variance * 0.05));
    }

    private static void assertBound(Tensor tensor, double bound) {
        double largest = 0;
        for (float value : tensor.array()) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isLessThanOrEqualTo(bound * 1.000001).isGreaterThan(bound * 0.99);
    }

    @ParameterizedTest
    @CsvSource({"4, 4, 1", "6, 3, 1", "3, 6, 2", "1, 5, 1", "64, 64, 0.5"})
    void orthogonal_anyShape_hasOrthonormalRowsOrColumns(int rows, int columns, double gain) {
        Tensor w = new Initializers.Orthogonal(gain).create(Shape.of(rows, columns), 3, "U");
        boolean byRow = rows <= columns;
        int vectors = Math.min(rows, columns);
        for (int a = 0; a < vectors; a++) {
            for (int b = 0; b < vectors; b++) {
                double dot = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    dot += (double) (byRow ? w.get(a, k) * w.get(b, k) : w.get(k, a) * w.get(k, b));
                }
                assertThat(dot).isCloseTo(a == b ? gain * gain : 0, within(1e-5));
            }
        }
    }

    @Test
    void orthogonal_oneByOne_takesBothSigns() {
        // Without the correction of signs, a decomposition gives the same sign for every seed.
        long positive = java.util.stream.LongStream.range(0, 100)
                .filter(seed -> new Initializers.Orthogonal(1)
                                .create(Shape.of(1, 1), seed, "U")
                                .get(0, 0)
                        > 0)
                .count();
        assertThat(positive).isBetween(30L, 70L);
    }

    @Test
    void fixed_values_areAsNamed() {
        Shape shape = Shape.of(2, 3);
        assertThat(new Initializers.Zeros().create(shape, 1, "w").array()).containsOnly(0);
        assertThat(new Initializers.Constant(1.5).create(shape, 1, "w").array()).containsOnly(1.5f);
        assertThat(new Initializers.Identity().create(shape, 1, "w").array()).containsExactly(1, 0, 0, 0, 1, 0);
    }

    @Test
    void orthogonalVector_throws_withTheRemedy() {
        assertThatThrownBy(() -> new Initializers.Orthogonal(1).create(Shape.of(3), 1, "encoder.l0.b_r"))
                .hasMessageContaining("'encoder.l0.b_r' is [3]")
                .hasMessageContaining("use zeros");
        assertThatThrownBy(() -> new Initializers.Identity().create(Shape.of(3), 1, "b"))
                .hasMessageContaining("only a matrix");
        assertThatThrownBy(() -> new Initializers.Orthogonal(0)).hasMessageContaining("but was 0.0");
        assertThatThrownBy(() -> new Initializers.Normal(-1)).hasMessageContaining("but was -1.0");
    }
}
