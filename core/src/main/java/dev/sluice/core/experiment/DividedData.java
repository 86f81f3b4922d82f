package dev.sluice.core.experiment;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.ColumnScaling;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.NextSymbols;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.prepare.Prepared;
import dev.sluice.core.data.prepare.RecordingWindows;
import dev.sluice.core.data.prepare.ResampleConfig;
import dev.sluice.core.data.prepare.Resampling;
import dev.sluice.core.data.prepare.WindowsConfig;
import dev.sluice.core.data.split.Division;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Examples that are divided and prepared, before windows are cut of them.
 *
 * @param division the parts, prepared
 * @param changes what was done to their inputs, fitted on the training part
 * @param first one of the examples, prepared
 * @param columns names of the columns, prepared
 * @param scaling of columns that are not scaled in the usual way, by name
 */
record DividedData(
        Division division, Prepared changes, Example first, ColumnNames columns, Map<String, ColumnScaling> scaling) {
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

    /** An example as a model sees it, as far as its form matters; without a forecast. */
    Example form(WindowsConfig windows) {
        return windows.isOn() ? RecordingWindows.form(first, windows) : first;
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
        Optional<Prepared> before =
                fixed.map(contract -> contract.changes() instanceof Prepared known ? known : Prepared.nothing());
        ResampleConfig resample = before.map(Prepared::resample).orElse(data.resample());
        List<Example> examples = resample.isOn() ? new Resampling(resample, given).apply(all, report) : all;
        Division division = DataReading.division(experiment, examples, report);
        Prepared.Fitted fitted = before.isPresent()
                ? new Prepared.Fitted(before.get(), Map.of())
                : Prepared.fit(
                        data.prepare(),
                        Pieces.of(division.training().own()),
                        given,
                        experiment.config().model().embedded());
        Prepared changes = fitted.changes().after(resample, given);
        Example first = examples.getFirst();
        return new DividedData(
                changes.apply(division),
                changes,
                first.with(changes.apply(first.inputs()), first.targets()),
                changes.isEmpty() ? given : changes.columns(first.inputs()),
                fitted.scaling());
    }
}
