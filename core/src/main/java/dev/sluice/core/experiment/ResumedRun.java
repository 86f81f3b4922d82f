package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.EpochFigures;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunLock;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run that goes on from its last checkpoint, or from the start if it has none. */
final class ResumedRun implements Beginning {
    private final Run run;
    private final List<String> command;
    private final RunObserver observer;
    private final Runnable requireStopped;
    private Optional<Checkpoint> checkpoint = Optional.empty();

    /**
     * A run to go on.
     *
     * @param requireStopped throws if it is finished or still going on; asked once nobody else can begin
     */
    ResumedRun(Run run, List<String> command, RunObserver observer, Runnable requireStopped) {
        this.run = run;
        this.command = command;
        this.observer = observer;
        this.requireStopped = requireStopped;
    }

    @Override
    public RunFolder open() throws IOException {
        RunLock lock = RunLock.take(run.path());
        try {
            requireStopped.run();
            CheckpointFolder checkpoints = new CheckpointFolder(run.path());
            checkpoints.removePartial();
            checkpoint = checkpoints.latest(observer::note);
            Map<String, Object> resumed = resumed();
            RunFolder folder = RunFolder.reopen(run, lock, eventBytes(), epochs());
            folder.event("resumed", resumed);
            return folder;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What the logs had when it stopped, or when it was saved if there is something to do again. */
    private long eventBytes() throws IOException {
        return run.hasTrained()
                ? Files.size(run.path().resolve(RunFolder.EVENTS))
                : checkpoint.map(Checkpoint::events).orElse(0L);
    }

    private List<Map<String, Object>> epochs() throws IOException {
        return run.hasTrained()
                ? run.metrics()
                : checkpoint
                        .map(saved -> saved.state().history().stream()
                                .map(EpochFigures::of)
                                .toList())
                        .orElse(List.of());
    }

    /** From where it goes on, and why it had stopped. */
    private Map<String, Object> resumed() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(
                "epochs",
                checkpoint.map(saved -> saved.state().history().size()).orElse(0));
        facts.put(
                "step", checkpoint.map(saved -> saved.state().position().step()).orElse(0L));
        facts.put("was", OptionKey.written(run.state()));
        if (!run.message().isEmpty()) {
            facts.put("message", run.message());
        }
        facts.put("command", command);
        return facts;
    }

    @Override
    public void recipe(RunFolder folder, Provenance provenance) throws IOException {
        observer.note(
                run.hasTrained()
                        ? "Training is done already"
                        : checkpoint.map(ResumedRun::words).orElse("There is no checkpoint: it begins at the start"));
        noteChangedFile();
        if (recorded("data").isEmpty()) {
            folder.write("provenance.json", provenance.json());
        }
    }

    private static String words(Checkpoint checkpoint) {
        TrainingState state = checkpoint.state();
        int epochs = state.history().size();
        int batches = state.position().batches();
        return "Going on after " + epochs + (epochs == 1 ? " epoch" : " epochs")
                + (batches == 0 ? "" : " and " + batches + (batches == 1 ? " batch" : " batches"));
    }

    /** Says so if the file that the run began with is another by now; the run keeps to its own copy. */
    private void noteChangedFile() throws IOException {
        Path original = run.path().resolve(NewRun.ORIGINAL);
        if (run.provenance().get("experiment") instanceof String written
                && Files.isRegularFile(Path.of(written))
                && Files.exists(original)
                && Files.mismatch(Path.of(written), original) >= 0) {
            observer.note(written + " has changed since this run began; the run goes on as it began. For the changed"
                    + " experiment: 'sluice run " + written + "'");
        }
    }

    /**
     * Sees to it that the data are those that the run began with.
     *
     * @throws RunException if they are not
     */
    @Override
    public void data(RunFolder folder, Provenance provenance) throws IOException {
        Map<?, ?> before = recorded("data");
        Map<String, Object> now = provenance.data();
        if (before.isEmpty()) {
            folder.write("provenance.json", provenance.json());
        } else if (!String.valueOf(before.get("sha256")).equals(now.get("sha256"))) {
            throw new RunException("a run goes on with the data that it began with, but they have changed: "
                    + before.get("examples") + " examples with SHA-256 " + before.get("sha256") + " ("
                    + run.path().resolve("provenance.json") + ") are now " + now.get("examples") + " with "
                    + now.get("sha256") + "; bring them back as they were, or begin anew with 'sluice run "
                    + run.path().resolve("experiment.yaml") + "' [Sluice/DataChanged]");
        }
    }

    private Map<?, ?> recorded(String key) {
        return run.provenance().get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    /**
     * What the checkpoint holds.
     *
     * @throws RunException if the training had begun with other weights
     */
    @Override
    public TrainingState state(Tensors initial) {
        if (checkpoint.isEmpty()) {
            return TrainingState.initial(initial);
        }
        String before = checkpoint.get().initial();
        String now = Checkpointing.sum(initial);
        if (!before.equals(now)) {
            throw new RunException(
                    "a run goes on from the weights that it began with, but the experiment now begins with"
                            + " others: their checksum was " + before + " and is " + now
                            + "; bring back what it starts from (train.start_from, model.import.file) and the program that"
                            + " began it, or begin anew with 'sluice run "
                            + run.path().resolve("experiment.yaml")
                            + "' [Sluice/StartChanged]");
        }
        return checkpoint.get().state();
    }

    @Override
    public Optional<TrainingResult> trained(Network inference) throws IOException {
        return run.hasTrained() ? Optional.of(TrainedModels.training(run, inference)) : Optional.empty();
    }
}
