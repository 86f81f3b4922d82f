package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.CheckpointFolder;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * A run in a folder of its own whose training goes on from where another one stood: weights, optimizer, schedule and the
 * figures of its epochs. It ends with the bits of a run that had been given as many epochs from the start, where the schedule
 * does not depend on their number.
 */
final class ContinuedRun implements InNewFolder {
    /** Keys that say how long training goes on. */
    private static final List<String> MAY_CHANGE = List.of("train.epochs", "train.early_stopping.patience");

    private final NewRun own;
    private final SavedTraining before;
    private final TrainingState state;
    private final RunObserver observer;

    private ContinuedRun(NewRun own, SavedTraining before, TrainingState state, RunObserver observer) {
        this.own = own;
        this.before = before;
        this.state = state;
        this.observer = observer;
    }

    /**
     * Goes on from a run.
     *
     * @param own the run to make
     * @throws RunException if that one has no checkpoint, or its experiment is another one, or nothing is left to train
     */
    static ContinuedRun of(NewRun own, Run from, RunObserver observer) throws IOException {
        Checkpoint checkpoint = new CheckpointFolder(from.path())
                .latest(observer::note)
                .filter(Checkpoint::complete)
                .orElseThrow(() -> new RunException("the run " + from.id() + " has no checkpoint to continue from"
                        + " (train.checkpoint says what is kept); begin with its weights instead: train.start_from: "
                        + from.path()));
        SavedTraining before = new SavedTraining(from, checkpoint.seal());
        ResolvedExperiment experiment = own.experiment();
        before.requireRecipe(TrainingRecipe.of(experiment.yaml(), own.file().toString()), MAY_CHANGE);
        PluginChanges.refuse(checkpoint.seal().plugins(), experiment.registry());
        requireLeft(experiment.config().train(), checkpoint.state(), from);
        return new ContinuedRun(own, before, checkpoint.state(), observer);
    }

    private static void requireLeft(TrainingConfig train, TrainingState state, Run from) {
        int ended = state.history().size();
        if (train.epochs() <= ended) {
            throw new RunException("a run continues to more epochs than it had, but " + from.id() + " has trained "
                    + ended + " and train.epochs is " + train.epochs() + "; add --set train.epochs=" + 2 * ended);
        }
        int patience = train.earlyStopping().patience();
        if (train.earlyStopping().isDue(state.best().waited())) {
            throw new RunException("the run " + from.id() + " stopped early, after "
                    + state.best().waited()
                    + " epochs without a better figure, and would do so again at once; add --set"
                    + " train.early_stopping.patience=" + 2 * patience + ", or 0 for none");
        }
    }

    @Override
    public NewRun own() {
        return own;
    }

    @Override
    public void recipe(RunFolder folder, Provenance provenance) throws IOException {
        observer.note("Continuing from " + before.run().id() + " " + ResumedRun.words(state));
        own.recipe(folder, provenance.continuing(before.run().id()));
    }

    @Override
    public void data(RunFolder folder, Provenance provenance, DataRecord data) throws IOException {
        before.requireData(data);
        own.data(folder, provenance.continuing(before.run().id()), data);
    }

    @Override
    public TrainingState state(RunFolder folder, TrainingState initial, Supplier<Checkpoint.Seal> seal) {
        before.requireInitial(seal.get().initial());
        for (EpochReport epoch : state.history()) {
            folder.metrics(epoch);
        }
        return state;
    }
}
