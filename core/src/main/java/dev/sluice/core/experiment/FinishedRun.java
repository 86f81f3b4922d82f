package dev.sluice.core.experiment;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Network;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trained run whose model can be exported again, to another place or in another form. */
public final class FinishedRun {
    private final Run run;
    private final ResolvedExperiment experiment;
    private final TrainedModel model;

    private FinishedRun(Run run, ResolvedExperiment experiment, TrainedModel model) {
        this.run = run;
        this.experiment = experiment;
        this.model = model;
    }

    /**
     * Loads a run with the plugins that it used.
     *
     * @param overrides of its experiment that do not reach its weights, such as {@code export.opset=14}
     * @param observer receives notes for the user
     * @throws RunException if the run has not come so far, or is not what it was when it trained
     */
    public static FinishedRun load(Run run, List<String> overrides, RunObserver observer) throws IOException {
        Experiment file = Experiment.load(TrainedModels.experiment(run));
        for (String override : overrides) {
            file = file.option(override);
        }
        ResolvedExperiment experiment = file.resolve();
        TrainedModel loaded = TrainedModels.load(run, experiment, observer);
        Map<String, String> origin = new LinkedHashMap<>(loaded.origin());
        origin.put("seed", Long.toString(experiment.config().seed()));
        origin.put("sluice", Provenance.version());
        TrainedModel model = new TrainedModel(
                loaded.config(),
                loaded.imported(),
                loaded.inputs(),
                loaded.contract(),
                loaded.activations(),
                loaded.forms(),
                loaded.intervals(),
                loaded.parameters(),
                origin);
        return new FinishedRun(run, experiment, model);
    }

    /** The model with its best weights. */
    public TrainedModel model() {
        return model;
    }

    /** The name of its experiment's exporter. */
    public String exporter() {
        return experiment.written("export.name");
    }

    /** Returns whether its experiment names an exporter that writes something. */
    public boolean isExported() {
        return experiment.config().export().isActive();
    }

    /**
     * Exports the model as its experiment says.
     *
     * @param folder for the files
     * @param note takes what the user should know. Called on this thread.
     * @throws ConfigException if the exporter cannot write this model in that way
     * @throws ExportException if the files would not compute the same
     * @return lines for people
     */
    public List<String> export(Path folder, RunObserver note) throws IOException {
        ExportReport report = exported(folder, note);
        if (!report.passed()) {
            throw ExportException.unproven(report.summary());
        }
        return report.summary();
    }

    private ExportReport exported(Path folder, RunObserver note) throws IOException {
        boolean own = folder.toAbsolutePath()
                .normalize()
                .equals(run.path().toAbsolutePath().normalize());
        Results.Export outcome = null;
        try {
            ExportReport report = experiment.config().export().export(model, validation(note), folder);
            outcome = new Results.Export(report.passed(), report.largestDifference());
            return report;
        } finally {
            if (own) {
                run.recordExport(outcome);
            }
        }
    }

    /** The rows that the run was validated on; without them, the file is proven on random inputs alone. */
    private Validation validation(RunObserver note) throws IOException {
        ExperimentConfig config = experiment.config();
        try {
            List<Example> examples = DataReading.of(experiment, new DataReport());
            TrainingConfig training = TrainingSetup.measuring(config, TrainingSetup.of(config), model.contract());
            return Validation.of(
                    DataReading.encoded(experiment, examples, model.contract())
                            .validation()
                            .asStream(config.data().stream()),
                    model.network(config.carriesStates() ? Network.Mode.WITH_STATES : Network.Mode.INFERENCE),
                    training::objective,
                    model.parameters());
        } catch (DataException | IOException e) {
            note.note("The data of " + run.id() + " can no longer be read (" + e.getMessage()
                    + "), so the file is checked on random inputs alone");
            return Validation.none();
        }
    }
}
