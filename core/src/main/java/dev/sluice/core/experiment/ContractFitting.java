package dev.sluice.core.experiment;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.Preparation;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.forecast.ForecastData;
import dev.sluice.core.data.prepare.Prepared;
import dev.sluice.core.data.prepare.RecordingWindows;
import dev.sluice.core.data.prepare.ResampleConfig;
import dev.sluice.core.data.prepare.Resampling;
import dev.sluice.core.data.prepare.WindowsConfig;
import dev.sluice.core.data.split.Dividing;
import dev.sluice.core.data.split.Division;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.data.split.Survey;
import dev.sluice.core.data.table.Table;
import dev.sluice.core.data.table.TableExamples;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.option.OptionKey;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fits the contract of an experiment's data wherever these are: to the same bits as a run that reads them all. */
public final class ContractFitting {
    private final ResolvedExperiment experiment;
    private final DataConfig data;

    /**
     * A fitting.
     *
     * @throws DataException if its data cannot be divided piece by piece
     */
    public ContractFitting(ResolvedExperiment experiment) {
        this.experiment = experiment;
        data = experiment.config().data();
        SplitConfig.By by = data.split().by();
        if (by == SplitConfig.By.ORDER || by == SplitConfig.By.STRATIFIED || by == SplitConfig.By.FILE) {
            throw new DataException(
                    "data that lie in several places must be divided by hash, group, time or column, but"
                            + " data.split.by is " + OptionKey.written(by));
        }
        if (data.next()) {
            throw new DataException("data.next joins texts in the order of the data, which lie in several places here");
        }
        if (Stream.concat(Stream.of(data.text()), data.texts().values().stream())
                .anyMatch(text -> !(text.tokenizer() instanceof TextConfig.Unit))) {
            throw new DataException(
                    "data that lie in several places are cut by Sluice's own tokenizers, but data.text.unit"
                            + " is one of a plugin");
        }
        if (!data.contract().isEmpty()) {
            throw new DataException("data.contract names a contract that was fitted already; leave it out to fit one");
        }
    }

    /** The experiment. */
    public ResolvedExperiment experiment() {
        return experiment;
    }

    /** The examples of a part of the table. */
    public List<Example> examples(Table table) {
        return TableExamples.of(
                table, true, target -> DataReading.severalMayHold(experiment.config(), target), new DataReport());
    }

    /**
     * The contract.
     *
     * @param read the examples as they were read
     * @throws DataException if they do not fit what is asked for
     */
    public DataContract contract(Pieces read) throws IOException {
        if (read.isEmpty()) {
            throw new DataException("the data source gave no example; check its file and its filters");
        }
        ColumnNames given = data.source().columns();
        ResampleConfig resample = data.resample();
        Pieces all = resample.isOn()
                ? read.map(piece -> new Resampling(resample, given).apply(piece, new DataReport()))
                : read;
        boolean cut = data.forecast().isOn() || data.windows().isOn();
        Survey survey = data.split().survey(all, cut);
        if (data.split().by() == SplitConfig.By.TIME && !survey.cut()) {
            throw new DataException("data that lie in several places are divided by time where series are cut: for a"
                    + " forecast, windows or an answer at each step; divide whole series by hash, group or column");
        }
        Divided divided = new Divided(data.split(), data.text(), cut, survey);
        PreparedForm form = PreparedForm.fit(
                experiment, all.map(piece -> divided.of(piece).training().own()), all.first());
        Optional<ImportedModel> imported = Imports.read(experiment).map(ImportedFile::model);
        Preparation wishes = new DataPreparation(experiment, TextRules.of(experiment), imported).preparation(form);
        Parts parts = new Parts(
                divided, form.changes(), data.windows(), data.forecast().isOn());
        Pieces training = all.map(piece -> parts.of(piece).training());
        Pieces whole = all.map(piece -> parts.of(piece).all());
        Optional<ForecastData> forecast = form.forecast(data.forecast());
        DataContract contract = forecast.isPresent()
                ? forecast.get().fit(wishes, training, whole)
                : DataContract.fit(wishes, training, whole);
        return form.changes().isEmpty() ? contract : contract.after(form.changes());
    }

    /** Divides pieces. */
    private record Divided(SplitConfig split, TextConfig text, boolean cut, Survey survey) implements Serializable {
        Division of(List<Example> piece) {
            return split.divide(piece, new Dividing(text, cut, Path.of(""), new DataReport()), survey);
        }
    }

    /** The examples that scalers and classes are fitted to. */
    private record Parts(Divided divided, Prepared changes, WindowsConfig windows, boolean forecast)
            implements Serializable {
        Split of(List<Example> piece) {
            Division division = changes.apply(divided.of(piece));
            if (forecast) {
                return division.split();
            }
            Split split = windows.isOn() ? RecordingWindows.of(division, windows) : division.split();
            return new Split(
                    PreparedData.labelled(split.training()),
                    PreparedData.labelled(split.validation()),
                    PreparedData.labelled(split.test()));
        }
    }
}
