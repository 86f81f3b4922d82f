package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.PluginRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunLock;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A run that goes on from its last checkpoint, or from the start if it has none. */
final class ResumedRun implements RunStart {
    private final Run run;
    private final List<String> command;
    private final RunObserver observer;
    private final Runnable requireStopped;
    private final Consumer<List<PluginRecord>> requirePlugins;
    private Optional<Checkpoint> checkpoint = Optional.empty();
    private Optional<Provenance> recorded = Optional.empty();

    /**
     * A run to go on.
     *
     * @param requireStopped throws if it is finished or still going on; asked once no other process can begin
     * @param requirePlugins throws if the given plugins may not be replaced by those of today
     */
    ResumedRun(
            Run run,
            List<String> command,
            RunObserver observer,
            Runnable requireStopped,
            Consumer<List<PluginRecord>> requirePlugins) {
        this.run = run;
        this.command = command;
        this.observer = observer;
        this.requireStopped = requireStopped;
        this.requirePlugins = requirePlugins;
    }

    @Override
    public RunFolder open() throws IOException {
        RunLock lock = RunLock.take(run.path());
        try {
            requireStopped.run();
            CheckpointFolder checkpoints = new CheckpointFolder(run.path());
            checkpoints.removePartial();
            checkpoint = checkpoints.latest(observer::note);
            recorded = recorded();
            if (checkpoint.isPresent()) {
                saved().requireRecipe(TrainingRecipe.of(run), List.of());
            }
            requirePlugins.accept(checkpoint
                    .map(saved -> saved.seal().plugins())
                    .or(() -> recorded.map(Provenance::plugins))
                    .orElse(List.of()));
            RunEvent resumed = resumed();
            RunFolder folder = RunFolder.reopen(
                    run,
                    lock,
                    checkpoint.map(Checkpoint::events).orElse(0L),
                    checkpoint.map(saved -> saved.state().history()).orElse(List.of()));
            tell(folder, resumed);
            return folder;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void tell(RunFolder folder, RunEvent resumed) throws IOException {
        try {
            folder.event(resumed);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** The run's provenance; empty where it is lost, as what counts is in the checkpoint. */
    private Optional<Provenance> recorded() {
        try {
            return run.provenance();
        } catch (RunException e) {
            observer.note(e.getMessage() + " It will be written again");
            return Optional.empty();
        }
    }

    private Optional<DataRecord> recordedData() {
        return recorded.flatMap(provenance -> Optional.ofNullable(provenance.data()));
    }

    private SavedTraining saved() {
        return new SavedTraining(run, checkpoint.orElseThrow().seal());
    }

    private RunEvent.Resumed resumed() {
        String message = run.message();
        return new RunEvent.Resumed(
                Instant.now(),
                checkpoint.map(saved -> saved.state().history().size()).orElse(0),
                checkpoint.map(saved -> saved.state().position().step()).orElse(0L),
                run.state(),
                message.isEmpty() ? null : message,
                command);
    }

    @Override
    public boolean isNew() {
        return false;
    }

    @Override
    public void recipe(RunFolder folder, Provenance provenance) throws IOException {
        observer.note(checkpoint
                .map(saved -> "Continuing " + words(saved.state()))
                .orElse("There is no checkpoint, so the run starts from the beginning"));
        noteChangedFile();
        if (recordedData().isEmpty()) {
            folder.write(RunFile.PROVENANCE, provenance.json());
        }
    }

    /** The progress of a training: {@code after 2 epochs and 1 batch}. */
    static String words(TrainingState state) {
        int epochs = state.history().size();
        int batches = state.position().batches();
        return "after " + epochs + (epochs == 1 ? " epoch" : " epochs")
                + (batches == 0 ? "" : " and " + batches + (batches == 1 ? " batch" : " batches"));
    }

    /** Says so if the file that the run began with is another by now; the run keeps to its own copy. */
    private void noteChangedFile() throws IOException {
        String written = recorded.map(known -> known.invocation().experiment()).orElse("");
        Path original = run.file(RunFile.ORIGINAL);
        if (!written.isEmpty()
                && Files.isRegularFile(Path.of(written))
                && Files.exists(original)
                && Files.mismatch(Path.of(written), original) >= 0) {
            observer.note(written + " has changed since this run began; the run continues unchanged. For the changed"
                    + " experiment: 'sluice run " + written + "'");
        }
    }

    @Override
    public void data(RunFolder folder, Provenance provenance, DataRecord data) throws IOException {
        if (checkpoint.isPresent()) {
            saved().requireData(data);
        } else if (recordedData().filter(before -> !before.equals(data)).isPresent()) {
            throw SavedTraining.changedData(run, recordedData().get(), data);
        }
        if (recordedData().isEmpty()) {
            folder.write(RunFile.PROVENANCE, provenance.json());
        }
    }

    @Override
    public TrainingState state(RunFolder folder, TrainingState initial, Supplier<Checkpoint.Seal> seal) {
        if (checkpoint.isEmpty()) {
            return initial;
        }
        saved().requireInitial(seal.get().initial());
        return checkpoint.get().state();
    }
}
