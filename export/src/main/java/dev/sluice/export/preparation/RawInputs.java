package dev.sluice.export.preparation;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.prepare.CalendarStep;
import dev.sluice.core.data.prepare.FillStep;
import dev.sluice.core.data.prepare.OneHotStep;
import dev.sluice.core.data.prepare.PrepareConfig;
import dev.sluice.core.data.prepare.Prepared;
import dev.sluice.core.data.prepare.SeasonStep;
import dev.sluice.core.data.prepare.Step;
import dev.sluice.core.data.prepare.TrendStep;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.model.ModelInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs of a file that prepares data itself.
 *
 * @param series name of the series that it prepares; empty if it prepares none
 * @param columns of the series that the caller gives, in order: as they were read, then those of {@code ready}
 * @param ready columns of steps that are no nodes, which the caller makes: a calendar whose clock changes
 * @param steps of the series that are nodes
 * @param time name of the input with the times of steps; empty if no step reads them
 * @param fixed name of the numbers of the whole example that it prepares; empty if it prepares none
 * @param fixedColumns of these as they were read
 * @param fixedSteps of these
 * @param forecast the forecast that is asked of the model; empty if it forecasts nothing
 */
public record RawInputs(
        String series,
        List<String> columns,
        List<String> ready,
        List<Step> steps,
        String time,
        String fixed,
        List<String> fixedColumns,
        List<Step> fixedSteps,
        Optional<ForecastTask> forecast) {
    /** The axis of the steps of whole series, of which a file for a forecast cuts the last. */
    public static final String SERIES = "series";

    /** The number of a word that is missing. */
    public static final int MISSING = 0;

    /** The number of a word that training did not have. */
    public static final int UNKNOWN = 1;

    /** The number of the first word that training had. */
    public static final int FIRST = 2;

    /** Copies the lists. */
    public RawInputs {
        columns = List.copyOf(columns);
        ready = List.copyOf(ready);
        steps = List.copyOf(steps);
        fixedColumns = List.copyOf(fixedColumns);
        fixedSteps = List.copyOf(fixedSteps);
    }

    /** Those of a model whose inputs are prepared; empty if they are not. */
    public static Optional<RawInputs> of(DataContract contract) {
        if (!(contract.changes() instanceof Prepared prepared)
                || (prepared.steps().isEmpty() && prepared.whole().isEmpty())) {
            return Optional.empty();
        }
        Optional<ForecastTask> forecast = contract.target() instanceof TargetEncoding.Horizon horizon
                ? Optional.of(horizon.task())
                : Optional.empty();
        String series = prepared.steps().isEmpty() ? "" : first(contract, InputEncoding.Series.class);
        String fixed = prepared.whole().isEmpty() ? "" : first(contract, InputEncoding.Static.class);
        List<String> ready = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Step step : prepared.steps()) {
            if (step instanceof CalendarStep calendar && !calendar.isFixed()) {
                ready.addAll(calendar.columnsAfter(List.of()));
            } else {
                steps.add(step);
            }
        }
        List<String> columns = new ArrayList<>(read(contract, prepared, series, prepared.steps()));
        columns.addAll(ready);
        String time = steps.stream().noneMatch(RawInputs::readsTime)
                ? ""
                : series.equals(ModelInput.FEATURES) ? "time" : series + ".time";
        return Optional.of(new RawInputs(
                series,
                columns,
                ready,
                steps,
                time,
                fixed,
                read(contract, prepared, fixed, prepared.whole()),
                prepared.whole(),
                forecast));
    }

    private static String first(DataContract contract, Class<?> kind) {
        return contract.inputs().entrySet().stream()
                .filter(input -> kind.isInstance(input.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /** The columns before the steps: by the names that the source gave, or as many as are not made by steps. */
    private static List<String> read(DataContract contract, Prepared prepared, String input, List<Step> steps) {
        List<String> named = prepared.given().of(input);
        if (!named.isEmpty() || !(contract.inputs().get(input) instanceof InputEncoding.Numeric numeric)) {
            return named;
        }
        int after = numeric.scaler().features();
        List<String> numbered = new ArrayList<>();
        for (int c = 0; c < after; c++) {
            numbered.add(Integer.toString(c));
        }
        List<String> grown = numbered;
        for (Step step : steps) {
            grown = step.columnsAfter(grown);
        }
        return numbered.subList(0, after - (grown.size() - after));
    }

    private static boolean readsTime(Step step) {
        return step instanceof CalendarStep
                || step instanceof SeasonStep
                || step instanceof TrendStep
                || (step instanceof FillStep fill && fill.by() == PrepareConfig.Fill.LINEAR);
    }

    /** The columns of words of each step, with the words that are known, by name. */
    public Map<String, List<String>> words() {
        return words(steps);
    }

    /** The words of the whole example, with those that are known, by name. */
    public Map<String, List<String>> fixedWords() {
        return words(fixedSteps);
    }

    private static Map<String, List<String>> words(List<Step> steps) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step instanceof OneHotStep(String column, List<String> categories)) {
                words.put(column, categories);
            }
        }
        return words;
    }

    /** The number of a word: {@value #MISSING} if it is empty, {@value #UNKNOWN} if it is not among those that are known. */
    public static long number(String word, List<String> known) {
        int at = known.indexOf(word);
        return word.isEmpty() ? MISSING : at < 0 ? UNKNOWN : FIRST + at;
    }

    /** The name of the axis of steps: it is not that of the network where the file takes more steps than the network reads. */
    public String axis() {
        return forecast.isPresent() ? SERIES : "time";
    }

    /** Steps to come that follow those that were measured. */
    public int ahead() {
        return forecast.filter(task -> !task.known().isEmpty())
                .map(ForecastTask::horizon)
                .orElse(0);
    }
}
