package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalerTest {
    @Test
    void fit_twoSeries_poolsTheirSteps() {
        Scaler scaler = Scaler.fit(List.of(Matrix.wrap(1, 2, 1, 5), Matrix.wrap(3, 2, 2, 5, 3, 5, 6, 5)));
        assertThat(scaler.mean()).containsExactly(3.0, 5.0);
        assertThat(scaler.deviation().get(0)).isCloseTo(Math.sqrt(3.5), within(1e-12));
    }

    @Test
    void apply_constantFeature_isZeroAndItsChangeRelative() {
        Scaler scaler = Scaler.fit(List.of(Matrix.wrap(2, 1, 8, 8)));
        assertThat(scaler.apply(Matrix.wrap(2, 1, 8, 10)).array()).containsExactly(0, 0.25f);
        assertThat(Scaler.fit(List.of(Matrix.wrap(2, 1, 0, 0))).deviation()).containsExactly(1.0);
    }

    @Test
    void fit_largeMean_keepsTheDeviation() {
        Scaler scaler = Scaler.fit(List.of(Matrix.wrap(2, 1, 8_000_001, 8_000_101)));
        assertThat(scaler.deviation().get(0)).isCloseTo(50, within(1e-9));
    }

    /** Coordinates in meters that change by centimeters: in float32 neighbors are half a meter apart. */
    @Test
    void apply_smallChangesOfLargeNumbers_areThoseOfFloat64() {
        double[] measured = new double[40];
        double mean = 0;
        for (int i = 0; i < measured.length; i++) {
            measured[i] = 5_333_741.178 + 0.01 * (i * i % 17);
            mean += measured[i] / measured.length;
        }
        double squares = 0;
        for (double number : measured) {
            squares += (number - mean) * (number - mean) / measured.length;
        }
        double deviation = Math.sqrt(squares);
        assertThat(deviation).as("below a millionth of the mean").isLessThan(1e-6 * mean);

        Scaler scaler = Scaler.fit(List.of(Matrix.wrap(measured.length, 1, measured)));

        assertThat(scaler.deviation().get(0)).isCloseTo(deviation, within(1e-6 * deviation));
        float[] scaled = scaler.apply(Matrix.wrap(measured.length, 1, measured)).array();
        Matrix back = scaler.undo(Tensor.wrap(Shape.of(measured.length, 1), scaled));
        for (int i = 0; i < measured.length; i++) {
            assertThat((double) scaled[i]).isCloseTo((measured[i] - mean) / deviation, within(1e-5));
            assertThat(back.get(i, 0)).isCloseTo(measured[i], within(1e-7));
        }
    }

    @Test
    void apply_otherNumberOfFeatures_namesBothShapes() {
        Scaler scaler = new Scaler(List.of(0.0, 0.0), List.of(1.0, 1.0));
        assertThatThrownBy(() -> scaler.apply(Matrix.zeros(4, 3)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("[T, 2]")
                .hasMessageContaining("[4, 3]");
    }
}
