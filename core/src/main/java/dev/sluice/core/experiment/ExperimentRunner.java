package dev.sluice.core.experiment;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.error.SluiceException;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunRecorder;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.tracking.TrackingThread;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.kernel.WarmUp;
import dev.sluice.core.train.Replicas;
import dev.sluice.core.train.Trainer;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingDivergedException;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs an experiment: data → split and encoding → model → training → {@link RunCompletion}. */
final class ExperimentRunner {
    private final ResolvedExperiment experiment;
    private final ExperimentConfig config;
    private final List<String> command;
    private final RunObserver observer;
    private final EngineOptions engine;
    private final WarmUp warmUp;
    private final SharedData shared;
    private final Optional<TrainingCluster.Connection> cluster;

    /** Set when training has begun; before that there is nothing to keep. */
    private boolean begun;

    /**
     * A runner.
     *
     * @param command that started the run, for its provenance; empty from Java
     * @param warmUp of the kernels, ended as soon as there are data
     * @param shared data of other runs, that this one may have the same of
     * @param cluster that computes the shards of batches, if this process does not
     */
    ExperimentRunner(
            ResolvedExperiment experiment,
            List<String> command,
            RunObserver observer,
            WarmUp warmUp,
            SharedData shared,
            Optional<TrainingCluster.Connection> cluster) {
        this.shared = shared;
        this.cluster = cluster;
        this.experiment = experiment;
        this.config = experiment.config();
        this.command = command;
        this.observer = observer;
        this.warmUp = warmUp;
        int threads = config.train().threads();
        EngineOptions all = EngineOptions.defaults();
        this.engine = threads == 0 ? all : all.withThreads(threads);
    }

    /** Runs to the end. */
    RunResult run(RunStart start) {
        TrainingConfig trainingConfig = TrainingSetup.of(config);
        if (cluster.isPresent() && !trainingConfig.parallel().active()) {
            throw new ConfigException("a cluster computes the shards of batches, but train.parallel.shards is 1;"
                    + " set it to at least the number of executors: --set train.parallel.shards=8. Results depend on"
                    + " this number, not on the executors");
        }
        Optional<Exporter> exporter = exporter(experiment);
        Optional<StartingPoint> startingPoint = StartingPoint.of(experiment, observer);
        try (RunFolder folder = start.open()) {
            InterruptionGuard guard = InterruptionGuard.of(folder, observer);
            TrackingThread tracking = TrackingThread.start(new Run(folder.path()), config.tracking());
            try {
                folder.logResources();
                observer.started(folder.path());
                RunResult result = run(start, folder, guard, trainingConfig, exporter, startingPoint);
                folder.end(RunState.FINISHED, "");
                new CheckpointFolder(folder.path())
                        .keepNewest(config.train().checkpoint().atEnd() ? 1 : 0);
                return result;
            } catch (IOException | RuntimeException | Error e) {
                if (!begun && start.isNew() && e instanceof SluiceException) {
                    tracking.cancel();
                    observer.note("Training has not started, so " + folder.path() + " is removed");
                    folder.discard();
                } else {
                    recordFailure(folder, e);
                    tellHowToGoOn(folder, e);
                }
                throw e;
            } finally {
                tracking.finish().forEach(observer::note);
                guard.remove();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a file cannot be read or written: " + e.getMessage(), e);
        }
    }

    private RunResult run(
            RunStart start,
            RunFolder folder,
            InterruptionGuard guard,
            TrainingConfig trainingConfig,
            Optional<Exporter> exporter,
            Optional<StartingPoint> startingPoint)
            throws IOException {
        Provenance provenance = Provenance.of(
                experiment.folder(),
                experiment.config().seed(),
                experiment.registry().plugins(),
                command,
                engine.threads(),
                start.isNew() ? RunFile.PATCH.in(folder.path()) : null);
        start.recipe(folder, provenance);
        observer.note("Reading data");
        SharedData.Loaded loaded = shared.load(experiment);
        describe(loaded);
        warmUp.close();
        start.data(folder, provenance.withData(loaded.record()), loaded.record());
        folder.write(RunFile.CONTRACT, ModelFile.write(loaded.data().contract()));

        PreparedTraining prepared =
                PreparedTraining.of(experiment, trainingConfig, startingPoint, loaded.data(), folder, observer);
        TestJudgement judgement = TestJudgement.of(prepared, experiment.registry(), engine);
        Supplier<Checkpoint.Seal> seal = prepared.seal(provenance, loaded.record());
        TrainingState from =
                start.state(folder, TrainingState.initial(prepared.task().initial()), seal);
        if (from.position().step() == 0 || !folder.isResumed()) {
            folder.event(new RunEvent.DataRead(Instant.now(), loaded.record().counts()));
        }
        exporter.ifPresent(export -> requireExportable(export, prepared));
        ReplicatedTraining replicated = new ReplicatedTraining(experiment, SharedData.fingerprint(loaded.record()));
        Optional<Replicas> replicas = cluster.map(machines -> machines.replicas(replicated, observer::note));
        TrainingResult training;
        try {
            training = train(prepared, from, seal, guard, replicas);
        } finally {
            replicas.ifPresent(Replicas::close);
        }
        return new RunCompletion(prepared, judgement, engine, observer)
                .of(training, prepared.model(training.parameters()), exporter);
    }

    private TrainingResult train(
            PreparedTraining prepared,
            TrainingState from,
            Supplier<Checkpoint.Seal> seal,
            InterruptionGuard guard,
            Optional<Replicas> replicas)
            throws IOException {
        RunFolder folder = prepared.folder();
        TrainingResult result;
        try (RunRecorder recorder = prepared.recorder();
                Checkpointing checkpointing =
                        new Checkpointing(config.train().checkpoint(), folder, seal, Checkpointing.AtEnd.WHOLE)) {
            if (from.best().isKept()) {
                // The file may be of a later epoch than the checkpoint.
                recorder.save(from.best().epoch(), from.best().weights());
            }
            begun = true;
            guard.training(true);
            Trainer trainer = new Trainer(prepared.training(), engine);
            result = replicas.map(trainer::with)
                    .orElse(trainer)
                    .train(
                            prepared.task(),
                            from,
                            // Saved before it is logged that training is over: a run that goes on from there logs it
                            // again.
                            TrainingListener.all(checkpointing, recorder, observer::training),
                            () -> guard.isPulled() || Thread.currentThread().isInterrupted());
            guard.training(false);
        }
        if (result.reason() == TrainingResult.Reason.INTERRUPTED) {
            if (guard.isPulled()) {
                guard.handOver();
            }
            folder.end(
                    RunState.INTERRUPTED,
                    "interrupted after " + result.history().size() + " epochs");
            throw new RunException("the run was interrupted; everything up to then is in " + folder.path()
                    + "; to resume it: '" + Resumption.command(folder.path()) + "'");
        }
        return result;
    }

    private void describe(SharedData.Loaded loaded) {
        PreparedData data = loaded.data();
        long read = loaded.record().examples();
        long made = (long) data.training().size()
                + data.validation().size()
                + data.test().size();
        // Windows of series and pieces of texts are more than what was read.
        String whole = made > read ? "%,d %s, cut into examples" : "%,d %s";
        observer.note(String.format(
                Locale.ROOT,
                whole + ": %,d for training, %,d for validation, %,d for test; %s",
                read,
                made > read ? (read == 1 ? "series or text" : "series or texts") : read == 1 ? "example" : "examples",
                data.training().size(),
                data.validation().size(),
                data.test().size(),
                String.join(
                        "; ",
                        data.contract().targets().values().stream()
                                .map(ExperimentRunner::outputs)
                                .toList())));
        loaded.record().notes().forEach(note -> observer.note("Data: " + note));
    }

    private static String outputs(TargetEncoding target) {
        return switch (target) {
            case TargetEncoding.EveryStep steps -> outputs(steps.each()) + " at every step";
            case ClassEncoding classes -> String.format(Locale.ROOT, "%,d classes", classes.size());
            case TargetEncoding.Next next ->
                String.format(
                        Locale.ROOT,
                        "the next of %,d symbols at every step",
                        next.vocabulary().size());
            case TranscriptEncoding text ->
                String.format(
                        Locale.ROOT,
                        "texts to read, of %,d symbols",
                        text.vocabulary().size());
            case WrittenEncoding text ->
                String.format(
                        Locale.ROOT,
                        "texts to write, of %,d symbols",
                        text.vocabulary().size());
            case TargetEncoding.Horizon horizon ->
                String.format(
                        Locale.ROOT,
                        "%,d steps of %s to forecast from %,d",
                        horizon.task().horizon(),
                        horizon.each().features() == 1
                                ? "one variable"
                                : horizon.each().features() + " variables",
                        horizon.task().window());
            case TargetEncoding.Numbers numbers ->
                numbers.size() == 1 ? "one number to predict" : numbers.size() + " numbers to predict";
        };
    }

    /** The exporter that an experiment names, unless that writes nothing. */
    static Optional<Exporter> exporter(ResolvedExperiment experiment) {
        return Optional.of(experiment.config().export()).filter(Exporter::isActive);
    }

    /**
     * Refuses a model before training that could not be exported after it.
     *
     * @throws ConfigException with the exporter's words: nothing is lost yet, so it is a mistake to correct
     */
    static void requireExportable(Exporter exporter, PreparedTraining prepared) {
        try {
            exporter.check(prepared.model(prepared.task().initial()));
        } catch (ExportException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /** Records why a run failed. */
    static void recordFailure(RunFolder folder, Throwable failure) {
        if (!folder.isHeld()) {
            // The record is that of the process which has taken over.
            return;
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        try {
            folder.write(RunFile.ERRORS, trace.toString());
            folder.end(RunState.FAILED, Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
        } catch (IOException e) {
            // On a full disk this fails too; the first failure is the one to tell.
            failure.addSuppressed(e);
        }
    }

    private void tellHowToGoOn(RunFolder folder, Throwable failure) {
        // What diverged would diverge again.
        boolean hopeful = !(failure instanceof TrainingDivergedException || failure instanceof RunException);
        if (failure instanceof ExportException) {
            observer.note("The training is finished and saved. To export it with other options: 'sluice export "
                    + folder.path() + "'");
        } else if (hopeful && new Run(folder.path()).hasCheckpoint()) {
            observer.note("The training is saved. When the cause is fixed, resume it: '"
                    + Resumption.command(folder.path()) + "'");
        }
    }
}
