package dev.sluice.export.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.onnx.OnnxActivation;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationFunctionTest {
    private static final double[] PLACES = {-3, -1, -0.25, 0, 0.5, 2};

    private static double at(OnnxActivation function, double x) {
        return ActivationFunction.of(function).inFloat64().applyAsDouble(x);
    }

    @ParameterizedTest
    @CsvSource({
        "Relu, , , -2, 0",
        "Relu, , , 2, 2",
        "Softsign, , , -3, -0.75",
        "Softplus, , , 0, 0.6931471805599453",
        "Affine, 2, 3, 5, 13",
        "ScaledTanh, 2, 0.5, 1, 0.9242343145200195",
        "HardSigmoid, 0.2, 0.5, 1, 0.7",
        "HardSigmoid, 0.2, 0.5, -9, 0",
        "HardSigmoid, 0.2, 0.5, 9, 1",
        "LeakyRelu, 0.1, , -2, -0.2",
        "ThresholdedRelu, 1, , 1, 0",
        "ThresholdedRelu, 1, , 1.5, 1.5",
        "Elu, 2, , -1, -1.2642411176571153",
        "Elu, 2, , 3, 3"
    })
    void inFloat64_place_isOnnxsDefinition(String name, Double alpha, Double beta, double x, double expected) {
        double[] constants =
                alpha == null ? new double[0] : beta == null ? new double[] {alpha} : new double[] {alpha, beta};

        assertThat(at(OnnxActivation.of(name, constants), x)).isCloseTo(expected, within(1e-15));
    }

    @Test
    void of_withoutConstants_takesOnnxsDefaults() {
        assertThat(at(OnnxActivation.of("LeakyRelu"), -1)).isEqualTo(-0.01);
        assertThat(at(OnnxActivation.of("HardSigmoid"), 1)).isCloseTo(0.7, within(1e-15));
    }

    @Test
    void isMirrored_holds_whereOneMinusTheFunctionIsThatOfTheOpposite() {
        for (OnnxActivation function : List.of(
                OnnxActivation.of("Sigmoid"),
                OnnxActivation.of("HardSigmoid", 0.2, 0.5),
                OnnxActivation.of("HardSigmoid", 0.2, 0.4),
                OnnxActivation.of("Tanh"),
                OnnxActivation.of("Relu"))) {
            DoubleUnaryOperator value = ActivationFunction.of(function).inFloat64();
            boolean mirrored = true;
            for (double x : PLACES) {
                mirrored &= Math.abs(1 - value.applyAsDouble(x) - value.applyAsDouble(-x)) < 1e-12;
            }
            assertThat(function.isMirrored()).as(function.toString()).isEqualTo(mirrored);
        }
    }

    @Test
    void of_unknownName_isRefused() {
        assertThatThrownBy(() -> ActivationFunction.of("Gelu9", 0, 0))
                .isInstanceOf(UnsupportedPartException.class)
                .hasMessageContaining("'Gelu9' is not known");
    }
}
