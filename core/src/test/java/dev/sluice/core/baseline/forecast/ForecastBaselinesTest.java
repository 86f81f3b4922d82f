package dev.sluice.core.baseline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForecastBaselinesTest {
    private static final int WINDOW = 24;
    private static final int HORIZON = 6;

    private static Example window(IntToDoubleFunction series, int from) {
        return window(series, from, WINDOW);
    }

    /** The last steps of a window. */
    private static Example window(IntToDoubleFunction series, int from, int steps) {
        double[] past = IntStream.range(from + WINDOW - steps, from + WINDOW)
                .mapToDouble(series)
                .toArray();
        double[] next = IntStream.range(from + WINDOW, from + WINDOW + HORIZON)
                .mapToDouble(series)
                .toArray();
        return new Example(
                new Sequence.Series(Matrix.wrap(steps, 1, past)), new Target.Horizon(Matrix.wrap(HORIZON, 1, next)));
    }

    private static BaselineTask task(IntToDoubleFunction series, int windows) {
        List<Example> training = new ArrayList<>();
        for (int from = 0; from < windows; from++) {
            training.add(window(series, from));
        }
        DataContract contract = DataContract.of(
                new InputEncoding.Series(Scaler.identity(1)),
                new TargetEncoding.Horizon(
                        new ForecastTask(Batch.FEATURES, List.of(0), WINDOW, HORIZON, List.of()), Scaler.identity(1)));
        return new BaselineTask(Example.TARGET, contract, training, List.of(), 1, 0);
    }

    /** The largest error of a forecast that begins 100 steps after the training windows. */
    private static double error(Baseline baseline, IntToDoubleFunction series) {
        BaselineTask task = task(series, 60);
        Example asked = window(series, 160);
        double[] said = baseline.fit(task).predict(asked).array();
        double[] right = task.answer(asked).array();
        return IntStream.range(0, HORIZON)
                .mapToDouble(step -> Math.abs(said[step] - right[step]))
                .max()
                .orElseThrow();
    }

    @Test
    void naiveAndDrift_straightLine_followTheirDefinitions() {
        assertThat(error(new Naive(), t -> 3 + 0.5 * t)).isCloseTo(0.5 * HORIZON, within(1e-9));
        assertThat(error(new Drift(), t -> 3 + 0.5 * t)).isCloseTo(0, within(1e-9));
    }

    @Test
    void seasonalNaive_unnamedSeason_isFoundAndRepeated() {
        SeasonalNaive baseline = new SeasonalNaive(new SeasonalNaive.Options(0));
        IntToDoubleFunction wave = t -> 10 + 4 * Math.sin(2 * Math.PI * t / 8);

        assertThat(baseline.fit(task(wave, 20)).description()).contains("8 steps");
        assertThat(error(baseline, wave)).isCloseTo(0, within(1e-9));
    }

    @Test
    void seasonalNaive_seasonLongerThanTheWindow_isRefused() {
        SeasonalNaive baseline = new SeasonalNaive(new SeasonalNaive.Options(WINDOW + 1));

        assertThat(baseline.refusal(task(t -> t, 20)))
                .hasValueSatisfying(why -> assertThat(why).contains("season"));
    }

    @Test
    void autoregressionAndLinearMap_sumOfWaves_goOnExactly() {
        // A wave obeys x(t) = 2 cos(w) x(t-1) - x(t-2), so a linear function of the past continues it, at any level.
        IntToDoubleFunction waves = t -> 50 + 3 * Math.sin(0.7 * t) + 2 * Math.cos(1.9 * t);

        assertThat(error(new Autoregression(new Autoregression.Options(0)), waves))
                .isLessThan(0.01);
        assertThat(error(new WindowMap(new WindowMap.Options(0, 0)), waves)).isLessThan(0.01);
    }

    /** The first windows of a series may be shorter; nothing is fitted to their length. */
    @Test
    void fit_firstWindowsAreShort_readsWhatTheLongOnesHave() {
        IntToDoubleFunction wave = t -> 10 + 4 * Math.sin(2 * Math.PI * t / 8);
        List<Example> training = new ArrayList<>(List.of(window(wave, 0, 2), window(wave, 0, 5)));
        training.addAll(task(wave, 60).training());
        BaselineTask whole = task(wave, 60);
        BaselineTask task = new BaselineTask(Example.TARGET, whole.contract(), training, List.of(), 1, 0);

        assertThat(new SeasonalNaive(new SeasonalNaive.Options(0)).fit(task).description())
                .contains("8 steps");
        assertThat(new Autoregression(new Autoregression.Options(0)).fit(task).description())
                .contains("order " + WINDOW);
        assertThat(new WindowMap(new WindowMap.Options(0, 0)).fit(task).description())
                .contains("last " + WINDOW + " steps");
    }

    @Test
    void exponentialSmoothingAndTheta_trendWithSeason_followIt() {
        IntToDoubleFunction sales = t -> 100 + 0.3 * t + 5 * Math.sin(2 * Math.PI * t / 6);

        assertThat(error(new ExponentialSmoothing(new ExponentialSmoothing.Options(1, 6)), sales))
                .isLessThan(1);
        assertThat(error(new Theta(new Theta.Options(6)), sales)).isLessThan(1.5);
        assertThat(error(new Naive(), sales)).isGreaterThan(3);
    }

    @Test
    void past_gaps_haveTheValueBefore() {
        BaselineTask task = task(t -> t, 3);
        double[] values = new double[WINDOW];
        Arrays.fill(values, Double.NaN);
        values[3] = 7;
        values[10] = 9;

        double[] past = task.forecast()
                .orElseThrow()
                .past(
                        new Example(
                                Map.of(Batch.FEATURES, new Sequence.Series(Matrix.wrap(WINDOW, 1, values))), Map.of()),
                        0);

        assertThat(past).startsWith(7, 7, 7, 7, 7).endsWith(9);
        assertThat(past[9]).isEqualTo(7);
    }

    @Test
    void naiveWithoutSeason_seasonalSeries_isThatOfTheM4Competition() {
        // Multiplicative season of 4 around a level that doubles: the shape goes on at the last level.
        double[] factors = {0.5, 1.5, 1.2, 0.8};
        double[] past =
                IntStream.range(0, 32).mapToDouble(t -> 10 * factors[t % 4]).toArray();

        double[] forecast = NaiveWithoutSeason.forecast(past, 4, 4);

        assertThat(forecast).containsExactly(new double[] {5, 15, 12, 8}, within(1e-9));
        assertThat(NaiveWithoutSeason.forecast(new double[] {1, 2, 3}, 4, 2)).containsExactly(3, 3);
    }
}
