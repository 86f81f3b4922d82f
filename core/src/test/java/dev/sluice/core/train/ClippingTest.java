package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClippingTest {
    private final Tensor gradient = Tensor.copyOf(Shape.of(2), 3, -4);
    private final Tensor scratch = Tensor.zeros(2);

    @Test
    void byNorm_tooLong_keepsTheDirection() {
        Tensor clipped = Clipping.byNorm(1).clip(gradient, 5, scratch);
        assertThat((double) clipped.array()[0]).isCloseTo(0.6, within(1e-6));
        assertThat((double) clipped.array()[1]).isCloseTo(-0.8, within(1e-6));
        assertThat(gradient.array()).as("not modified").containsExactly(3, -4);
    }

    @Test
    void byNorm_shortEnough_changesNothing() {
        assertThat(Clipping.byNorm(6).clip(gradient, 5, scratch)).isSameAs(gradient);
    }

    @Test
    void byValue_elements_areBounded() {
        assertThat(Clipping.byValue(3.5).clip(gradient, 5, scratch).array()).containsExactly(3, -3.5f);
    }

    @Test
    void none_always_changesNothing() {
        assertThat(Clipping.none().clip(gradient, 5, scratch)).isSameAs(gradient);
    }

    @Test
    void norm_severalTensors_isCommon() {
        Tensor ramp = Tensor.copyOf(Shape.of(7), 1, 2, 3, 4, 5, 6, 7);
        assertThat(GradientNorm.of(List.of(gradient, ramp))).isCloseTo(Math.sqrt(25 + 140), within(1e-12));
    }

    /** Fewer than the sums side by side, as many, and some more than a multiple of them. */
    @Test
    void norm_anyNumberOfElements_countsEachOnce() {
        for (int n : new int[] {0, 1, 255, 256, 257, 1000}) {
            Tensor ramp = Tensor.zeros(n);
            double squares = 0;
            for (int i = 0; i < n; i++) {
                ramp.array()[i] = i + 1;
                squares += (i + 1.0) * (i + 1);
            }
            assertThat(GradientNorm.of(List.of(ramp))).as("norm of %d", n).isEqualTo(Math.sqrt(squares));
        }
    }

    @Test
    void norm_largeElements_doNotOverflow() {
        assertThat(GradientNorm.of(List.of(Tensor.copyOf(Shape.of(2), 3e38f, 3e38f))))
                .isFinite();
        assertThat(GradientNorm.of(List.of(Tensor.copyOf(Shape.of(5), 0, 0, 0, 0, Float.NaN))))
                .isNaN();
    }

    @Test
    void new_bothLimits_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Clipping(1, 2))
                .withMessageContaining("both are given (1.0 and 2.0)");
    }
}
