package dev.sluice.core.experiment;

import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.Exporter;
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
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Trainer;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingDivergedException;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.TrainingState;
import dev.sluice.core.train.TrainingTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
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
    private final SharedData shared;

    /**
     * A runner.
     *
     * @param command what asked for the run, for its provenance
     * @param warmUp of the kernels, ended as soon as there are data
     * @param shared data of other runs, that this one may have the same of
     */
    ExperimentRunner(
            ResolvedExperiment experiment,
            List<String> command,
            RunObserver observer,
            WarmUp warmUp,
            SharedData shared) {
        this.shared = shared;
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
        Optional<Exporter> exporter = exporter(experiment);
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
                tellHowToGoOn(folder, e);
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

        PreparedTraining prepared = PreparedTraining.of(experiment, trainingConfig, start, data, folder, observer);
        Optional<TrainingResult> before = beginning.trained(prepared.inference());
        if (before.isEmpty()) {
            exporter.ifPresent(
                    export -> export.check(prepared.model(prepared.task().initial()), config.export()));
        }
        TrainingResult training = before.isPresent() ? before.get() : train(prepared, beginning, guard, report);
        return new Conclusion(prepared, engine, observer)
                .of(training, prepared.model(training.parameters()), exporter);
    }

    private TrainingResult train(
            PreparedTraining prepared, Beginning beginning, InterruptionGuard guard, DataReport report)
            throws IOException {
        RunFolder folder = prepared.folder();
        TrainingTask task = prepared.task();
        TrainingState from = beginning.state(task.initial());
        if (from.position().step() == 0) {
            folder.event("data", report.counts());
        }
        RunRecorder recorder = new RunRecorder(folder, task.inference());
        if (from.best().epoch() > 0) {
            // The file may be of a later epoch than the checkpoint.
            recorder.save(from.best().epoch(), from.best().weights());
        }
        TrainingListener listener = TrainingListener.all(
                recorder, new Checkpointing(config.train().checkpoint(), folder, task.initial()), observer::training);
        guard.training(true);
        TrainingResult result = new Trainer(prepared.training(), engine)
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

    private PreparedData data(Provenance provenance, DataReport report) throws IOException {
        observer.note("Reading data");
        SharedData.Loaded loaded = shared.load(experiment);
        report.add(loaded.report());
        provenance.data(loaded.count(), loaded.sha256(), report);
        PreparedData data = loaded.data();
        observer.note(String.format(
                Locale.ROOT,
                "%,d examples: %,d to train on, %,d for validation, %,d for the test; %s",
                loaded.count(),
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

    /** The exporter that an experiment names, if it does not name none. */
    static Optional<Exporter> exporter(ResolvedExperiment experiment) {
        String format = experiment.config().export().format();
        Registry registry = experiment.registry();
        if (format.equals("none")) {
            return Optional.empty();
        }
        if (!registry.has(Exporter.class, format)) {
            throw new ConfigException("export.format: " + registry.unknown(Exporter.class, format)
                    + "; or write 'none' to export nothing");
        }
        return Optional.of(Components.withDefaults(registry.lookup(Exporter.class, format), registry));
    }

    /** Writes down why a run broke off. */
    static void recordFailure(RunFolder folder, Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        try {
            folder.error(trace.toString());
            folder.end(RunState.FAILED, Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
        } catch (IOException e) {
            // On a full disk this fails too; the first failure is the one to tell.
            failure.addSuppressed(e);
        }
    }

    private void tellHowToGoOn(RunFolder folder, Throwable failure) {
        // What diverged would diverge again.
        boolean hopeful = !(failure instanceof TrainingDivergedException || failure instanceof RunException);
        if (hopeful && new Run(folder.path()).hasCheckpoint()) {
            observer.note("Training is saved. Once the cause is gone: '" + Resumption.command(folder.path()) + "'");
        }
    }
}
