package dev.sluice.core.experiment;

import dev.sluice.core.data.PreparedData;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunLock;
import dev.sluice.core.experiment.record.RunRecorder;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Network;
import dev.sluice.core.train.CheckpointConfig;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Trainer;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingEvent;
import dev.sluice.core.train.TrainingListener;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The run of a trial of a study: trains some epochs at a time, is judged after each, and is neither tested nor exported;
 * {@link Resumption} does that to the one that is worth it. Its folder is a run's, so that all that works on runs works on it.
 */
public final class TrialRun {
    /** The longest wait for the process that trained the trial before. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ResolvedExperiment experiment;
    private final Path folder;
    private final SharedData shared;
    private final EngineOptions engine;
    private final BooleanSupplier interrupted;

    /** Hears of each epoch, and says whether to give the trial up. */
    @FunctionalInterface
    public interface Judge {
        /** Takes the figures of an epoch; says whether the trial ends here. */
        boolean stops(EpochReport report);
    }

    /** The progress of a trial. */
    public enum Ending {
        /** Training is done. */
        TRAINED,
        /** It has run the epochs that it was granted, and is saved. */
        PAUSED,
        /** The judge gave it up. */
        STOPPED
    }

    /**
     * The result of a trial so far.
     *
     * @param history of all its epochs
     * @param bestEpoch the epoch of the best weights; 0 if there was none
     */
    public record Result(Ending ending, List<EpochReport> history, int bestEpoch) {
        /** Copies the history. */
        public Result {
            history = List.copyOf(history);
        }

        /** The epoch whose weights are the best; empty if none was run. */
        public Optional<EpochReport> best() {
            return history.stream().filter(epoch -> epoch.epoch() == bestEpoch).findFirst();
        }
    }

    /**
     * A trial.
     *
     * @param folder of its run; made if it is missing
     * @param shared data of other trials
     * @param threads for its kernels; what comes out does not depend on them
     * @param interrupted whether the trial is to be saved and left
     */
    public TrialRun(
            ResolvedExperiment experiment, Path folder, SharedData shared, int threads, BooleanSupplier interrupted) {
        this.experiment = experiment;
        this.folder = folder;
        this.shared = shared;
        this.engine = EngineOptions.defaults().withThreads(threads);
        this.interrupted = interrupted;
    }

    /**
     * Goes on from where it was left, killed or paused, or from the start.
     *
     * @param from epochs that the judge has heard of before
     * @param epochs to come to, counted from the start
     * @throws InterruptedException if it was interrupted
     * @throws dev.sluice.core.train.TrainingDivergedException if training diverges
     */
    public Result run(int from, int epochs, Judge judge) throws IOException, InterruptedException {
        if (Files.isDirectory(folder) && !RunLock.await(folder, PATIENCE)) {
            throw new RunException("a trial is trained by one process at a time, but another one has been writing "
                    + folder + " for longer than it takes to end; end that process, and start again");
        }
        Run before = new Run(folder);
        if (before.hasTrained()) {
            return trained(before, from, judge);
        }
        TrainingConfig training = TrainingSetup.of(experiment.config());
        Optional<StartingPoint> startingPoint = StartingPoint.of(experiment, RunObserver.silent());
        RunStart start = Files.exists(before.file(RunFile.EXPERIMENT))
                ? new ResumedRun(
                        before,
                        List.of(),
                        RunObserver.silent(),
                        () -> {},
                        plugins -> PluginChanges.refuse(plugins, experiment.registry()))
                : new NewTrial(experiment, folder);
        try (RunFolder run = start.open()) {
            try {
                return run(start, run, training, startingPoint, new Watch(judge, from, epochs));
            } catch (IOException | RuntimeException | Error e) {
                ExperimentRunner.recordFailure(run, e);
                throw e;
            }
        }
    }

    /**
     * Figures of the trained model as it would be exported, by name; see {@link Exporter#measure}.
     *
     * @throws ConfigException if the exporter cannot measure
     */
    public Map<String, Double> measureExport() throws IOException {
        Exporter exporter = ExperimentRunner.exporter(experiment)
                .orElseThrow(
                        () -> new ConfigException(
                                "export: what an exported model needs can be measured only if it is exported, but this is none"));
        return exporter.measure(TrainedModels.load(new Run(folder), experiment, RunObserver.silent()));
    }

    /**
     * The number of weights of an experiment's model, without training it.
     *
     * @throws ConfigException if the model cannot be built for its data
     */
    public static long parameters(ResolvedExperiment experiment, SharedData shared) throws IOException {
        PreparedData data = shared.load(experiment).data();
        return PreparedTraining.network(experiment.config(), data, Imports.look(experiment), Network.Mode.INFERENCE)
                .parameterCount();
    }

    /** A trial whose process was killed when training was done. */
    private static Result trained(Run run, int from, Judge judge) throws IOException {
        List<EpochReport> history = run.metrics();
        boolean stopped =
                history.stream().filter(report -> report.epoch() > from).anyMatch(judge::stops);
        return new Result(stopped ? Ending.STOPPED : Ending.TRAINED, history, run.bestEpoch());
    }

    private Result run(
            RunStart start, RunFolder run, TrainingConfig training, Optional<StartingPoint> startingPoint, Watch watch)
            throws IOException, InterruptedException {
        Provenance provenance = Provenance.of(
                experiment.folder(),
                experiment.config().seed(),
                experiment.registry().plugins(),
                List.of(),
                engine.threads(),
                null);
        start.recipe(run, provenance);
        SharedData.Loaded loaded = shared.load(experiment);
        start.data(run, provenance.withData(loaded.record()), loaded.record());
        run.write(RunFile.CONTRACT, ModelFile.write(loaded.data().contract()));
        PreparedTraining prepared =
                PreparedTraining.of(experiment, training, startingPoint, loaded.data(), run, RunObserver.silent());
        Supplier<Checkpoint.Seal> seal = prepared.seal(provenance, loaded.record());
        TrainingState state =
                start.state(run, TrainingState.initial(prepared.task().initial()), seal);
        Optional<Exporter> exporter = ExperimentRunner.exporter(experiment);
        if (exporter.isPresent() && state.history().isEmpty()) {
            ExperimentRunner.requireExportable(exporter.get(), prepared);
        }
        watch.catchUp(state.history());
        if (watch.verdict == Verdict.STOP) {
            return end(watch, run, state.history(), state.best().epoch());
        }
        TrainingResult result = train(prepared, state, seal, watch);
        if (watch.verdict == Verdict.GO_ON && result.reason() == TrainingResult.Reason.INTERRUPTED) {
            run.end(
                    RunState.INTERRUPTED,
                    "interrupted after " + result.history().size() + " epochs");
            throw new InterruptedException("the study stops");
        }
        if (watch.verdict != Verdict.STOP && result.reason() != TrainingResult.Reason.INTERRUPTED) {
            return done(run, result);
        }
        return end(watch, run, result.history(), result.bestEpoch());
    }

    private TrainingResult train(
            PreparedTraining prepared, TrainingState from, Supplier<Checkpoint.Seal> seal, Watch watch)
            throws IOException {
        CheckpointConfig often = prepared.config().train().checkpoint();
        try (RunRecorder recorder = prepared.recorder();
                Checkpointing checkpointing = new Checkpointing(
                        often.active() ? often : CheckpointConfig.onlyInterrupted(),
                        prepared.folder(),
                        seal,
                        Checkpointing.AtEnd.OUTCOME)) {
            if (from.best().epoch() > 0) {
                // The file may be of a later epoch than the checkpoint.
                recorder.save(from.best().epoch(), from.best().weights());
            }
            return new Trainer(prepared.training(), engine)
                    .train(
                            prepared.task(),
                            from,
                            TrainingListener.all(recorder, watch, event -> {
                                if (watch.wantsSaved(event)) {
                                    checkpointing.on(event);
                                }
                            }),
                            () -> watch.verdict != Verdict.GO_ON || interrupted.getAsBoolean());
        }
    }

    private static Result done(RunFolder run, TrainingResult result) throws IOException {
        run.end(RunState.TRAINED, "trained in a study; 'resume' tests and exports it");
        return new Result(Ending.TRAINED, result.history(), result.bestEpoch());
    }

    private static Result end(Watch watch, RunFolder run, List<EpochReport> history, int bestEpoch) throws IOException {
        if (watch.verdict == Verdict.STOP) {
            new CheckpointFolder(run.path()).keepNewest(0);
            run.end(RunState.INTERRUPTED, "given up by its study after " + history.size() + " epochs");
            return new Result(Ending.STOPPED, history, bestEpoch);
        }
        run.end(RunState.INTERRUPTED, "paused by its study after " + history.size() + " epochs");
        return new Result(Ending.PAUSED, history, bestEpoch);
    }

    private enum Verdict {
        GO_ON,
        PAUSE,
        STOP
    }

    /** Tells the judge of each epoch, once, and remembers what follows from it. */
    private final class Watch implements TrainingListener {
        private final Judge judge;
        private final int from;
        private final int epochs;
        private Verdict verdict = Verdict.GO_ON;

        Watch(Judge judge, int from, int epochs) {
            this.judge = judge;
            this.from = from;
            this.epochs = epochs;
        }

        @Override
        public void on(TrainingEvent event) {
            if (event instanceof TrainingEvent.EpochEnded ended) {
                hear(ended.report());
            }
        }

        /** Epochs that ended before a process was killed, of which the judge may not have heard. */
        void catchUp(List<EpochReport> history) {
            history.forEach(this::hear);
        }

        private void hear(EpochReport report) {
            if (verdict != Verdict.STOP && report.epoch() > from && judge.stops(report)) {
                verdict = Verdict.STOP;
            } else if (verdict == Verdict.GO_ON
                    && report.epoch() >= epochs
                    && epochs < experiment.config().train().epochs()) {
                verdict = Verdict.PAUSE;
            }
        }

        /** A trial that is given up is not saved, and one that pauses once only. */
        boolean wantsSaved(TrainingEvent event) {
            return switch (verdict) {
                case GO_ON -> true;
                case PAUSE ->
                    event instanceof TrainingEvent.Resumable now && now.moment() == TrainingEvent.Moment.INTERRUPTION;
                case STOP -> false;
            };
        }
    }
}
