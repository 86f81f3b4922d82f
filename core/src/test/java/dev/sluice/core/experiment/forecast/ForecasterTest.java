package dev.sluice.core.experiment.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TimeColumn;
import dev.sluice.core.data.Times;
import dev.sluice.core.experiment.exchange.Details;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.NormalFamily;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ForecasterTest {
    private static final String FEATURES = "features";
    private static final int WINDOW = 3;
    private static final int HORIZON = 2;
    private static final double GAP = Double.NaN;

    /** Forecasts one more than the last value, then one more again, plus what is known of each step; with a deviation of a half. */
    private static final Predictor COUNTING = (folder, examples, top) -> examples.stream()
            .map(inputs -> {
                Matrix window = ((Sequence.Series) Objects.requireNonNull(inputs.get(FEATURES))).values();
                assertThat(window.rows()).isLessThanOrEqualTo(WINDOW);
                double last = window.get(window.rows() - 1, 0);
                List<Prediction> steps = new ArrayList<>();
                List<Double> deviations = new ArrayList<>();
                for (int h = 0; h < HORIZON; h++) {
                    double known = inputs.get("known") instanceof Sequence.Static ahead
                            ? ahead.values().get(0, h)
                            : 0;
                    steps.add(new Prediction("load@+" + (h + 1), last + 1 + h + known));
                    deviations.add(0.5);
                }
                return List.of(new Output(
                        Example.TARGET,
                        Output.Kind.NUMBERS,
                        false,
                        List.of(steps),
                        new Details(
                                Map.of("deviation", List.of(deviations)),
                                Details.none().interval())));
            })
            .toList();

    private static DataContract contract(int features, List<Integer> known) {
        ForecastTask task = new ForecastTask(FEATURES, List.of(0), WINDOW, HORIZON, known);
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        inputs.put(FEATURES, new InputEncoding.Series(Scaler.identity(features)));
        if (!known.isEmpty()) {
            inputs.put("known", new InputEncoding.Static(Scaler.identity(HORIZON), SeriesConfig.Missing.REFUSE));
        }
        List<String> names = features == 1 ? List.of("load") : List.of("load", "price");
        return new DataContract(
                inputs,
                Map.of(FEATURES, "lengths"),
                Map.of(Example.TARGET, new TargetEncoding.Horizon(task, Scaler.identity(1))),
                new ColumnNames(Map.of(FEATURES, names), "hour"));
    }

    private static Forecaster forecaster(DataContract contract) {
        Map<String, DistributionFamily> families = Map.of(Example.TARGET, new NormalFamily());
        return new Forecaster(contract, families, COUNTING, Path.of("none"));
    }

    private static Example series(Matrix values, double... times) {
        return new Example(
                "a",
                Map.of(FEATURES, new Sequence.Series(values, times.length == 0 ? Times.none() : Times.of(times))),
                Map.of(),
                Origin.unknown(),
                Example.Part.BY_HASH);
    }

    private static List<SeriesForecast> forecast(DataContract contract, Example series, int horizon, int paths)
            throws IOException {
        return forecaster(contract).forecast(List.of(series), horizon, paths, 7);
    }

    @Test
    void forecast_afterAGap_goesOnAtTheUsualDistance() throws IOException {
        SeriesForecast forecast = forecast(
                        contract(1, List.of()), series(Matrix.wrap(5, 1, 1, 2, 3, 4, 5), 0, 1, 2, 102, 103), 2, 0)
                .getFirst();

        assertThat(forecast.times().array()).containsExactly(104, 105);
    }

    @Test
    void forecast_moreStepsThanTrained_goesOnFromItsOwnAnswers() throws IOException {
        SeriesForecast forecast = forecast(
                        contract(1, List.of()), series(Matrix.wrap(4, 1, 1, 2, 3, 10), 0, 2, 4, 6), 5, 0)
                .getFirst();
        assertThat(forecast.points().array()).containsExactly(11, 12, 13, 14, 15);
        assertThat(forecast.times().array()).containsExactly(8, 10, 12, 14, 16);
        assertThat(forecast.past().array()).containsExactly(1, 2, 3, 10);
        // A normal distribution without an interval in the file: its quantiles.
        assertThat(forecast.interval().level()).isEqualTo(0.8);
        assertThat(Objects.requireNonNull(forecast.details().get("high")).get(4, 0))
                .isCloseTo(15 + 0.5 * 1.2815515655, within(1e-6));
    }

    @Test
    void forecast_fewerSteps_areTheFirst() throws IOException {
        SeriesForecast forecast = forecast(contract(1, List.of()), series(Matrix.wrap(2, 1, 1, 2)), 1, 0)
                .getFirst();
        assertThat(forecast.points().array()).containsExactly(3);
        assertThat(forecast.times().isEmpty()).isTrue();
    }

    @Test
    void forecast_knownColumn_readsTheRowsAhead() throws IOException {
        Matrix values = Matrix.wrap(6, 2, 1, 0, 2, 0, GAP, 100, GAP, 200, GAP, 300, GAP, 400);
        SeriesForecast forecast =
                forecast(contract(2, List.of(1)), series(values), 4, 0).getFirst();
        assertThat(forecast.points().array()).containsExactly(103, 204, 505, 606);
        assertThatThrownBy(() -> forecast(contract(2, List.of(1)), series(values.rows(0, 3)), 2, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("needs the known columns")
                .hasMessageContaining("step 4 has none")
                .hasMessageNotContaining("fewer steps");
        assertThatThrownBy(() -> forecast(contract(2, List.of(1)), series(values.rows(0, 5)), 4, 0))
                .hasMessageContaining("or forecast fewer steps");
    }

    @Test
    void forecast_columnThatNobodyKnows_isRefusedBeyondTheTrainedSteps() throws IOException {
        Example series = series(Matrix.wrap(2, 2, 1, 5, 2, 5));
        assertThat(forecast(contract(2, List.of()), series, 2, 0)).hasSize(1);
        assertThatThrownBy(() -> forecast(contract(2, List.of()), series, 3, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("[price]")
                .hasMessageContaining("data.forecast.horizon: 3");
    }

    @Test
    void forecast_paths_goOnFromTheirOwnSamplesAndAreTheSameForASeed() throws IOException {
        Example series = series(Matrix.wrap(2, 1, 1, 2));
        SeriesForecast one = forecast(contract(1, List.of()), series, 6, 200).getFirst();
        SeriesForecast again = forecast(contract(1, List.of()), series, 6, 200).getFirst();
        assertThat(one.paths()).isEqualTo(again.paths());
        double[] first =
                one.paths().stream().mapToDouble(path -> path.get(0, 0)).toArray();
        double[] last = one.paths().stream().mapToDouble(path -> path.get(5, 0)).toArray();
        assertThat(spread(first)).isCloseTo(0.5, within(0.1));
        // Three draws after one another.
        assertThat(spread(last)).isCloseTo(0.5 * Math.sqrt(3), within(0.15));
    }

    private static double spread(double... values) {
        double mean = 0;
        double squares = 0;
        for (double value : values) {
            mean += value / values.length;
            squares += value * value / values.length;
        }
        return Math.sqrt(squares - mean * mean);
    }

    @Test
    void forecast_modelOfSomethingElse_saysWhatToDo() {
        DataContract classes =
                DataContract.of(new InputEncoding.Series(Scaler.identity(1)), new TargetEncoding.Numbers(1));
        assertThatThrownBy(() -> forecaster(classes)).hasMessageContaining("sluice predict --file");
    }

    @Test
    void table_hasAColumnForEachThingThatIsSaid() throws IOException {
        StringWriter text = new StringWriter();
        ForecastTable.write(
                text,
                WrittenTimes.numbers(new TimeColumn("hour")),
                forecast(contract(1, List.of()), series(Matrix.wrap(2, 1, 1, 2), 5, 6), 2, 1));
        assertThat(text.toString().lines())
                .startsWith("series,ahead,hour,load,load.deviation,load.low,load.high")
                .element(1)
                .asString()
                .startsWith("a,1,7,3,0.5,2.3592");
    }
}
