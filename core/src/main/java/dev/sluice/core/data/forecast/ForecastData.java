package dev.sluice.core.data.forecast;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.Preparation;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.split.Division;
import dev.sluice.core.data.split.Portions;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.model.TargetScaling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * From whole series to windows that are ready for training: divided by time, scalers fitted on the training part's own steps, then cut into
 * windows.
 *
 * @param config of the windows
 * @param task what is forecast
 * @param names of the columns that are forecast; empty if the series' columns have none
 */
public record ForecastData(ForecastConfig config, ForecastTask task, List<String> names) {
    /** Separates a column's name from its step in the horizon: {@code OT@+1}. */
    public static final String AHEAD = "@+";

    /**
     * The forecast of series.
     *
     * @param first of the series
     * @param columns names that the source gave
     * @throws DataException if there is no such series or column
     */
    public static ForecastData of(ForecastConfig config, Example first, ColumnNames columns) {
        ForecastTask task = new ForecastColumns(config, first, columns).task();
        List<String> all = columns.columns().getOrDefault(task.input(), List.of());
        return new ForecastData(
                config,
                task,
                all.isEmpty()
                        ? List.of()
                        : task.columns().stream().map(all::get).toList());
    }

    /** A window of a series, as far as its form matters. */
    public Example form(Example series) {
        int steps = series.steps();
        int horizon = task.horizon();
        if (steps > horizon) {
            return Windows.window(series, task, Math.max(0, steps - horizon - task.window()), steps - horizon);
        }
        throw new DataException("the first series must be longer than the horizon, but " + series.origin() + " has "
                + steps + " steps and data.forecast.horizon is " + horizon
                + "; leave it out or take a smaller horizon");
    }

    /**
     * Windows of series.
     *
     * @param division of the series, cut in time
     * @param report takes what is counted. Modified.
     * @throws DataException if the training part gives no window, or a series does not fit the others
     */
    public PreparedData prepare(Division division, Preparation preparation, DataReport report) {
        Split own = division.split();
        DataContract fitted = scaled(DataContract.fit(preparation, own), preparation);
        LostDigits.count(own.training(), this, fitted, report);
        Findings found = Findings.none();
        Split windows = windows(division, found);
        tell(windows, found, report);
        if (windows.training().isEmpty()) {
            throw new DataException("training needs at least one window, but no series of the training part has "
                    + (config.fewest() + task.horizon()) + " steps, " + config.fewest()
                    + " to read (data.forecast.window, or data.forecast.shortest) and " + task.horizon()
                    + " to forecast; take smaller ones, or keep fewer steps from training (data.split)");
        }
        return PreparedData.of(own, fitted, windows, pasts(division), contract(fitted), report);
    }

    /**
     * The contract of windows of series.
     *
     * @param training steps of the series of the training part
     * @param all steps of all parts
     */
    public DataContract fit(Preparation preparation, Pieces training, Pieces all) {
        return contract(scaled(DataContract.fit(preparation, training, all), preparation));
    }

    /**
     * Windows of series as a contract that was fitted before encodes them.
     *
     * @param division of the series, cut in time
     */
    public PreparedData encoded(Division division, DataContract contract) {
        return PreparedData.encoded(windows(division), pasts(division), contract);
    }

    /** A contract that leaves zero where it is in columns whose forecasts must not be shifted. */
    private DataContract scaled(DataContract fitted, Preparation preparation) {
        if (preparation.scaling().get(Example.TARGET) != TargetScaling.SCALE) {
            return fitted;
        }
        InputEncoding.Series encoding =
                (InputEncoding.Series) Objects.requireNonNull(fitted.inputs().get(task.input()));
        Map<String, InputEncoding> inputs = new LinkedHashMap<>(fitted.inputs());
        inputs.put(task.input(), encoding.with(encoding.scaler().withoutShift(task.columns())));
        return new DataContract(inputs, fitted.lengths(), fitted.targets(), fitted.columns());
    }

    /** Windows of series that are divided. */
    public Split windows(Division division) {
        return windows(division, Findings.none());
    }

    private Split windows(Division division, Findings found) {
        return new Split(
                windows(division.training(), config.stride(), found.training()),
                windows(division.validation(), 1, found.validation()),
                windows(division.test(), 1, found.test()));
    }

    /** What could not be used of each part. */
    private record Findings(Windows.Findings training, Windows.Findings validation, Windows.Findings test) {
        static Findings none() {
            return new Findings(new Windows.Findings(), new Windows.Findings(), new Windows.Findings());
        }

        int gaps() {
            return training.gaps() + validation.gaps() + test.gaps();
        }
    }

    private Split pasts(Division division) {
        return new Split(division.split().training(), pasts(division.validation()), pasts(division.test()));
    }

    private List<Example> pasts(Portions portions) {
        return Windows.of(portions, task, config, 1, new Windows.Findings()).pasts();
    }

    private List<Example> windows(Portions portions, int stride, Windows.Findings found) {
        return Windows.of(portions, task, config, stride, found);
    }

    private void tell(Split windows, Findings found, DataReport report) {
        report.count("training_windows", windows.training().size());
        report.count("validation_windows", windows.validation().size());
        report.count("test_windows", windows.test().size());
        report.note(
                "series_too_short",
                found.training().tooShort(),
                String.format(
                        Locale.ROOT,
                        "%,d series have fewer than the %,d steps of a window and a horizon in their training part and are"
                                + " not used for training (data.forecast.shortest allows shorter windows)",
                        found.training().tooShort(),
                        config.fewest() + task.horizon()));
        report.note(
                "windows_without_answer",
                found.gaps(),
                String.format(
                        Locale.ROOT,
                        "%,d windows are not used, because a value to forecast is missing in their horizon: %,d of the training part, %,d"
                                + " of validation, %,d of the test",
                        found.gaps(),
                        found.training().gaps(),
                        found.validation().gaps(),
                        found.test().gaps()));
        if (config.lookBack()
                && !(windows.validation().isEmpty() && windows.test().isEmpty())) {
            report.note(
                    "windows_look_back",
                    1,
                    "the first windows of validation and test begin in the previous part, but their forecasts do not (data.forecast.look_back:"
                            + " false cuts the windows at the border)");
        }
    }

    /** The contract of the series with what is known and what is forecast of the horizon, scaled as their columns are. */
    private DataContract contract(DataContract series) {
        InputEncoding.Series encoding =
                (InputEncoding.Series) Objects.requireNonNull(series.inputs().get(task.input()), task.input());
        Map<String, InputEncoding> inputs = new LinkedHashMap<>(series.inputs());
        Map<String, List<String>> names = new LinkedHashMap<>(series.columns().columns());
        List<String> columns = names.getOrDefault(task.input(), List.of());
        if (!task.known().isEmpty()) {
            Scaler scaler = encoding.scaler().of(task.known()).repeated(task.horizon());
            inputs.put(task.knownInput(), new InputEncoding.Static(scaler, encoding.missing()));
            names.put(task.knownInput(), ahead(columns, task.known()));
        }
        TargetEncoding target =
                new TargetEncoding.Horizon(task, encoding.scaler().of(task.columns()));
        names.put(Example.TARGET, ahead(columns, task.columns()));
        names.values().removeIf(List::isEmpty);
        return new DataContract(
                inputs,
                series.lengths(),
                Map.of(Example.TARGET, target),
                new ColumnNames(names, series.columns().times()));
    }

    /** The names of columns in each step of the horizon. */
    private List<String> ahead(List<String> columns, List<Integer> some) {
        List<String> names = new ArrayList<>();
        for (int h = 1; h <= task.horizon() && !columns.isEmpty(); h++) {
            for (int column : some) {
                names.add(columns.get(column) + AHEAD + h);
            }
        }
        return names;
    }
}
