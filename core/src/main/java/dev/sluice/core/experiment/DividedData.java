package dev.sluice.core.experiment;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.NextSymbols;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.forecast.ForecastData;
import dev.sluice.core.data.prepare.RecordingWindows;
import dev.sluice.core.data.prepare.ResampleConfig;
import dev.sluice.core.data.prepare.Resampling;
import dev.sluice.core.data.split.Division;
import java.util.List;
import java.util.Optional;

/**
 * Examples that are divided and prepared, before windows are cut of them.
 *
 * @param division the parts, prepared
 * @param form what was done to their inputs, and what these are now
 */
record DividedData(Division division, PreparedForm form) {
    /** The way from series to windows; empty unless there is a forecast. */
    Optional<ForecastData> forecast(ExperimentConfig config) {
        return form.forecast(config.data().forecast());
    }

    /** The parts without a forecast: windows of recordings where they are cut, texts of a stream as one, else whole
     * examples. */
    Split split(DataConfig data, TextRules rules) {
        if (data.windows().isOn()) {
            return RecordingWindows.of(division, data.windows());
        }
        Split split = division.split();
        return data.next() && data.stream().isOn()
                ? new Split(
                        NextSymbols.joined(split.training(), rules.text()),
                        NextSymbols.joined(split.validation(), rules.text()),
                        NextSymbols.joined(split.test(), rules.text()))
                : split;
    }

    /**
     * Divides and prepares examples.
     *
     * @param report takes what is counted. Modified.
     * @throws DataException if there are none, or they do not fit what is asked for
     */
    static DividedData of(ResolvedExperiment experiment, List<Example> read, DataReport report) {
        return of(experiment, read, GivenContract.of(experiment), report);
    }

    /**
     * Divides examples and prepares them as a contract says, or as it fits them.
     *
     * @param fixed fitted before
     * @param report takes what is counted. Modified.
     */
    static DividedData of(
            ResolvedExperiment experiment, List<Example> read, Optional<DataContract> fixed, DataReport report) {
        if (read.isEmpty()) {
            throw new DataException("the data source gave no example; check its file and its filters");
        }
        DataConfig data = experiment.config().data();
        List<Example> all = data.next() ? NextSymbols.of(read) : read;
        ColumnNames given = data.source().columns();
        ResampleConfig resample =
                fixed.map(contract -> PreparedForm.known(contract).resample()).orElse(data.resample());
        List<Example> examples = resample.isOn() ? new Resampling(resample, given).apply(all, report) : all;
        Division division = DataReading.division(experiment, examples, report);
        Example first = examples.getFirst();
        PreparedForm form = fixed.map(contract -> PreparedForm.of(contract, experiment, first))
                .orElseGet(() -> PreparedForm.fit(
                        experiment, Pieces.of(division.training().own()), first));
        form.forecast(data.forecast())
                .ifPresent(forecast -> FilledAnswers.count(examples, given, form.changes(), forecast, report));
        return new DividedData(form.changes().apply(division), form);
    }
}
