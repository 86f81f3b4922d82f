package dev.sluice.core.experiment;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.ColumnScaling;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.forecast.ForecastConfig;
import dev.sluice.core.data.forecast.ForecastData;
import dev.sluice.core.data.prepare.Prepared;
import dev.sluice.core.data.prepare.RecordingWindows;
import dev.sluice.core.data.prepare.WindowsConfig;
import java.util.Map;
import java.util.Optional;

/**
 * What is done to inputs before windows are cut, and the form that they have afterwards: all that the model needs to know of data,
 * which may lie in several places.
 *
 * @param changes what is done, fitted on the training part
 * @param first one of the examples, prepared
 * @param columns names of the columns, prepared
 * @param scaling of columns that are not scaled in the usual way, by name
 */
record PreparedForm(Prepared changes, Example first, ColumnNames columns, Map<String, ColumnScaling> scaling) {
    /**
     * Fits what an experiment asks for.
     *
     * @param training the training part, resampled
     * @param first one of all examples, resampled
     */
    static PreparedForm fit(ResolvedExperiment experiment, Pieces training, Example first) {
        DataConfig data = experiment.config().data();
        ColumnNames given = data.source().columns();
        Prepared.Fitted fitted = Prepared.fit(
                data.prepare(), training, given, experiment.config().model().embedded());
        return of(fitted.changes().after(data.resample(), given), first, given, fitted.scaling());
    }

    /** Takes what a contract says in place of what an experiment asks for. */
    static PreparedForm of(DataContract contract, ResolvedExperiment experiment, Example first) {
        ColumnNames given = experiment.config().data().source().columns();
        Prepared known = known(contract);
        return of(known.after(known.resample(), given), first, given, Map.of());
    }

    /** What a contract does to inputs. */
    static Prepared known(DataContract contract) {
        return contract.changes() instanceof Prepared known ? known : Prepared.nothing();
    }

    private static PreparedForm of(
            Prepared changes, Example first, ColumnNames given, Map<String, ColumnScaling> scaling) {
        return new PreparedForm(
                changes,
                first.with(changes.apply(first.inputs()), first.targets()),
                changes.isEmpty() ? given : changes.columns(first.inputs()),
                scaling);
    }

    /** The way from series to windows; empty unless there is a forecast. */
    Optional<ForecastData> forecast(ForecastConfig windows) {
        return windows.isOn() ? Optional.of(ForecastData.of(windows, first, columns)) : Optional.empty();
    }

    /** An example as a model sees it, as far as its form matters; without a forecast. */
    Example cut(WindowsConfig windows) {
        return windows.isOn() ? RecordingWindows.form(first, windows) : first;
    }
}
