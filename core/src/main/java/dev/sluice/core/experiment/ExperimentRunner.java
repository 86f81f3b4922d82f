package dev.sluice.core.experiment;

import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.DataFingerprint;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunRecorder;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.kernel.WarmUp;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.plugin.PluginException;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Trainer;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingDivergedException;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingMemory;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.TrainingState;
import dev.sluice.core.train.TrainingTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Runs an experiment: data → split and encoding → model → training → {@link Conclusion}. */
final class ExperimentRunner {
    private final ResolvedExperiment experiment;
    private final ExperimentConfig config;
    private final List<String> command;
    private final RunObserver observer;
    private final EngineOptions engine;
    private final WarmUp warmUp;

    /**
     * A runner.
     *
     * @param command what asked for the run, for its provenance
     * @param warmUp of the kernels, ended as soon as there are data
     */
    ExperimentRunner(ResolvedExperiment experiment, List<String> command, RunObserver observer, WarmUp warmUp) {
        this.experiment = experiment;
        this.config = experiment.config();
        this.command = command;
        this.observer = observer;
        this.warmUp = warmUp;
        int threads = config.train().threads();
        EngineOptions all = EngineOptions.defaults();
        this.engine = threads == 0 ? all : all.withThreads(threads);
    }

    /** Runs from a beginning to the end. */
    RunResult run(Beginning beginning) {
        TrainingConfig training = TrainingSetup.of(config);
        Optional<Exporter> exporter = exporter();
        Optional<StartingPoint> start = StartingPoint.of(experiment);
        try (RunFolder folder = beginning.open()) {
            InterruptionGuard guard = InterruptionGuard.of(folder, observer);
            try {
                observer.started(folder.path());
                RunResult result = run(beginning, folder, guard, training, exporter, start);
                folder.end(RunState.FINISHED, "");
                return result;
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                recordFailure(folder, e);
                throw e;
            } finally {
                guard.remove();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a file cannot be read or written: " + e.getMessage(), e);
        }
    }

    private RunResult run(
            Beginning beginning,
            RunFolder folder,
            InterruptionGuard guard,
            TrainingConfig trainingConfig,
            Optional<Exporter> exporter,
            Optional<StartingPoint> start)
            throws IOException {
        Provenance provenance = new Provenance(
                experiment.folder(),
                experiment.config().seed(),
                experiment.registry().plugins(),
                command,
                engine.threads());
        beginning.recipe(folder, provenance);
        DataReport report = new DataReport();
        PreparedData data = data(provenance, report);
        warmUp.close();
        beginning.data(folder, provenance);
        folder.write(ModelFile.NAME, ModelFile.write(data.contract()));

        Optional<ImportedModel> imported = Imports.take(experiment, data.contract(), folder, observer);
        Network inference = network(data, imported, inference());
        TrainingSetup.checkSelections(trainingConfig, inference);
        TrainingMemory.requireRoomFor(inference);
        TrainingTask task = new TrainingTask(
                network(data, imported, pieces() ? Network.Mode.TRAINING_WITH_STATES : Network.Mode.TRAINING),
                inference,
                start.isPresent()
                        ? start.get().parameters(inference, data.contract())
                        : Parameters.initialize(inference.parameters(), config.seed()),
                data.training(),
                data.validation());
        TrainingConfig measuring = TrainingSetup.measuring(config, data.contract());
        TrainingSetup.checkObjectives(measuring, inference);
        new DefinedFigures(measuring, data.contract()).check(data.validation(), observer);
        exporter.ifPresent(export -> export.check(model(data, imported, task.initial(), folder), config.export()));
        TrainingState from = beginning.state(task.initial());
        if (from.position().step() == 0) {
            folder.event("data", report.counts());
        }
        TrainingResult training = train(measuring, task, from, folder, guard);
        return new Conclusion(config, engine, observer, folder, data, inference, measuring, start)
                .of(training, model(data, imported, training.parameters(), folder), exporter);
    }

    private TrainingResult train(
            TrainingConfig training, TrainingTask task, TrainingState from, RunFolder folder, InterruptionGuard guard)
            throws IOException {
        RunRecorder recorder = new RunRecorder(folder, task.inference());
        if (from.best().epoch() > 0) {
            // The file may be of a later epoch than the checkpoint.
            recorder.save(from.best().epoch(), from.best().weights());
        }
        TrainingListener listener = TrainingListener.all(
                recorder, new Checkpointing(config.train().checkpoint(), folder, task.initial()), observer::training);
        guard.training(true);
        TrainingResult result = new Trainer(training, engine)
                .train(
                        task,
                        from,
                        listener,
                        () -> guard.isPulled() || Thread.currentThread().isInterrupted());
        guard.training(false);
        if (result.reason() == TrainingResult.Reason.INTERRUPTED) {
            if (guard.isPulled()) {
                guard.handOver();
            }
            folder.end(
                    RunState.INTERRUPTED,
                    "interrupted after " + result.history().size() + " epochs");
            throw new RunException("the run was interrupted; what it had is in " + folder.path() + "; to go on: '"
                    + Resumption.command(folder.path()) + "'");
        }
        return result;
    }

    private boolean pieces() {
        return config.train().truncatedBpttSteps() > 0;
    }

    /** What a model is measured as: with states where sequences come in pieces. */
    private Network.Mode inference() {
        return pieces() ? Network.Mode.WITH_STATES : Network.Mode.INFERENCE;
    }

    private TrainedModel model(
            PreparedData data, Optional<ImportedModel> imported, Map<String, Tensor> parameters, RunFolder folder) {
        return new TrainedModel(
                config.model(),
                imported,
                TrainedModel.inputs(data.contract()),
                data.contract(),
                TrainedModels.activations(config.train(), data.contract()),
                parameters,
                origin(folder));
    }

    private PreparedData data(Provenance provenance, DataReport report) throws IOException {
        observer.note("Reading data");
        List<Example> examples = DataReading.of(experiment, report);
        String fingerprint = DataFingerprint.of(examples);
        PreparedData data = new DataPreparation(config).of(examples, report);
        provenance.data(examples.size(), fingerprint, report);
        observer.note(String.format(
                Locale.ROOT,
                "%,d examples: %,d to train on, %,d for validation, %,d for the test; %s",
                examples.size(),
                data.training().size(),
                data.validation().size(),
                data.test().size(),
                String.join(
                        "; ",
                        data.contract().targets().values().stream()
                                .map(ExperimentRunner::outputs)
                                .toList())));
        report.notes().forEach(note -> observer.note("Data: " + note));
        return data;
    }

    private static String outputs(TargetEncoding target) {
        return switch (target) {
            case TargetEncoding.EveryStep steps -> outputs(steps.each()) + " at every step";
            case TargetEncoding.Classes classes -> String.format(Locale.ROOT, "%,d classes", classes.size());
            case TargetEncoding.Numbers numbers ->
                numbers.size() == 1 ? "one number to predict" : numbers.size() + " numbers to predict";
        };
    }

    private Network network(PreparedData data, Optional<ImportedModel> imported, Network.Mode mode) {
        try {
            return TrainedModel.network(
                    config.model(),
                    imported,
                    TrainedModel.inputs(data.contract()),
                    TrainedModel.sizes(data.contract()),
                    mode);
        } catch (ModelConfigException e) {
            throw new ConfigException("model." + e.getMessage());
        } catch (IllegalArgumentException e) {
            // Everything else in the model was checked with the file: what is left is how a plugin's cell is written.
            throw new PluginException(List.of("the cell "
                    + config.model().encoder().cell().getClass().getName() + " cannot be built: " + e.getMessage()
                    + " [Sluice/BrokenCell]"));
        }
    }

    private Optional<Exporter> exporter() {
        String format = config.export().format();
        if (format.equals("none")) {
            return Optional.empty();
        }
        if (!experiment.registry().has(Exporter.class, format)) {
            throw new ConfigException("export.format: " + experiment.registry().unknown(Exporter.class, format)
                    + "; or write 'none' to export nothing");
        }
        return Optional.of(bound(Exporter.class, format));
    }

    private <T> T bound(Class<T> kind, String id) {
        return Components.withDefaults(experiment.registry().lookup(kind, id), experiment.registry());
    }

    private Map<String, String> origin(RunFolder folder) {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("experiment", config.name());
        origin.put("run", folder.id());
        origin.put("seed", Long.toString(config.seed()));
        origin.put("sluice", Provenance.version());
        return origin;
    }

    private void recordFailure(RunFolder folder, Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        try {
            folder.error(trace.toString());
            folder.end(RunState.FAILED, Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
        } catch (IOException e) {
            // On a full disk this fails too; the first failure is the one to tell.
            failure.addSuppressed(e);
        }
        // What diverged would diverge again.
        boolean hopeful = !(failure instanceof TrainingDivergedException || failure instanceof RunException);
        if (hopeful && new Run(folder.path()).hasCheckpoint()) {
            observer.note("Training is saved. Once the cause is gone: '" + Resumption.command(folder.path()) + "'");
        }
    }
}
