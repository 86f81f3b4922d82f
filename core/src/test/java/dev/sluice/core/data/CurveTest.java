package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ColumnScaling.Bend;
import dev.sluice.core.data.ColumnScaling.Scale;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurveTest {
    private static Scaler fit(Bend bend, Scale scale, double... numbers) {
        Matrix column = Matrix.wrap(numbers.length, 1, numbers);
        return new ScalerFit(Pieces.of(List.of()), piece -> Stream.of(column))
                .of(List.of(new ColumnScaling(bend, scale)));
    }

    /** The quantiles of a standard normal distribution, nearly. */
    private static double[] bell() {
        return IntStream.range(1, 200)
                .mapToDouble(i -> i / 200.0)
                .map(p -> 5.0633 * (Math.pow(p, 0.135) - Math.pow(1 - p, 0.135)))
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"LOG", "BOX_COX", "YEO_JOHNSON"})
    void undo_afterApply_isTheNumberAlsoFarOutside(Bend bend) {
        double[] numbers = {0.5, 1, 2, 4, 8, 300};
        Curve curve = fit(bend, Scale.STANDARD, numbers).curve(0);
        double before = Double.NEGATIVE_INFINITY;
        for (double x = -50; x < 5000; x = x + 0.37 + Math.abs(x) / 10) {
            double z = curve.apply(x);
            assertThat(z).as("it grows at " + x).isGreaterThan(before);
            assertThat(curve.undo(z)).isCloseTo(x, within(1e-9 * (1 + Math.abs(x))));
            before = z;
        }
    }

    @Test
    void fit_logNormalNumbers_areFoundToBeLogarithmsOfABell() {
        double[] numbers =
                IntStream.range(0, 199).mapToDouble(i -> Math.exp(bell()[i])).toArray();
        Curve.Power power =
                (Curve.Power) fit(Bend.BOX_COX, Scale.STANDARD, numbers).curve(0);
        assertThat(power.lambda()).isCloseTo(0, within(0.03));
        assertThat(power.shift()).isZero();
    }

    @Test
    void fit_aBellSquared_hasThePowerOfAHalf() {
        double[] numbers = IntStream.range(0, 199)
                .mapToDouble(i -> Math.pow(bell()[i] + 5, 2))
                .toArray();
        Curve.Power power =
                (Curve.Power) fit(Bend.BOX_COX, Scale.STANDARD, numbers).curve(0);
        assertThat(power.lambda()).isCloseTo(0.5, within(0.05));
    }

    @Test
    void fit_yeoJohnsonOfABell_isNearlyTheLine() {
        Curve.YeoJohnson power =
                (Curve.YeoJohnson) fit(Bend.YEO_JOHNSON, Scale.STANDARD, bell()).curve(0);
        assertThat(power.lambda()).isCloseTo(1, within(0.02));
        assertThat(new Curve.YeoJohnson(0.5).apply(3)).isCloseTo(2, within(1e-12));
        assertThat(new Curve.YeoJohnson(0.5).apply(-3)).isCloseTo(-(Math.pow(4, 1.5) - 1) / 1.5, within(1e-12));
    }

    @Test
    void fit_zeros_areShiftedForTheLogarithm() {
        Curve.Power power = (Curve.Power) fit(Bend.LOG, Scale.NONE, 0, 1, 5).curve(0);
        assertThat(power.shift()).isEqualTo(1);
        assertThat(power.apply(1)).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void fit_scales_areTheirs() {
        double[] numbers = {0, 1, 2, 3, 4, 100};
        assertThat(fit(Bend.NONE, Scale.MIN_MAX, numbers)).isEqualTo(new Scaler(List.of(0.0), List.of(100.0)));
        assertThat(fit(Bend.NONE, Scale.ROBUST, numbers)).isEqualTo(new Scaler(List.of(2.5), List.of(2.5)));
        assertThat(fit(Bend.NONE, Scale.NONE, numbers)).isEqualTo(Scaler.identity(1));
    }

    @Test
    void fit_constantOrEmptyColumn_isLeftInItsUnit() {
        for (Scale scale : Scale.values()) {
            for (Bend bend : Bend.values()) {
                assertThat(fit(bend, scale, 7, 7, 7).apply(7.0, 0)).isIn(0f, 7f);
                assertThat(fit(bend, scale, Double.NaN, Double.NaN).apply(3.0, 0))
                        .isEqualTo(3f);
            }
        }
    }
}
