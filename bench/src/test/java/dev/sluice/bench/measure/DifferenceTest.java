package dev.sluice.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import org.junit.jupiter.api.Test;

final class DifferenceTest {
    private static Tensors result(float... values) {
        return Tensors.of("y", Tensor.copyOf(Shape.of(values.length), values));
    }

    @Test
    void check_sameFunctionInAnotherOrder_givesTheRelativeDistance() {
        assertThat(Difference.check("work", Difference.TOLERANCE, result(3, 4.0001f), result(3, 4)))
                .isBetween(1.9e-5, 2.1e-5);
    }

    @Test
    void check_anotherFunction_failsAndSaysWhere() {
        assertThatThrownBy(() -> Difference.check("gru forward", Difference.TOLERANCE, result(3, 4), result(3, 4.1f)))
                .isInstanceOf(UnequalWorkException.class)
                .hasMessageContaining("gru forward")
                .hasMessageContaining("'y'");
    }

    @Test
    void check_notANumber_fails() {
        assertThatThrownBy(() -> Difference.check("work", Difference.TOLERANCE, result(Float.NaN), result(1)))
                .isInstanceOf(UnequalWorkException.class);
    }

    @Test
    void check_zerosAgainstZeros_isEqual() {
        assertThat(Difference.check("work", Difference.TOLERANCE, result(0, 0), result(0, 0)))
                .isZero();
    }

    @Test
    void check_otherNamesOrShapes_fails() {
        assertThatThrownBy(() ->
                        Difference.check("work", Difference.TOLERANCE, result(1), Tensors.of("z", Tensor.scalar(1))))
                .hasMessageContaining("[z]");
        assertThatThrownBy(() -> Difference.check("work", Difference.TOLERANCE, result(1), result(1, 2)))
                .hasMessageContaining("[1]")
                .hasMessageContaining("[2]");
    }
}
