package dev.sluice.core.experiment;

import dev.sluice.core.data.DataException;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.train.Replica;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a replica of a training is made from, on the machine where it is made.
 *
 * @param experiment whose relative paths lead to files of this machine
 * @param data the training's data, as {@link SharedData#fingerprint} tells them
 */
public record ReplicatedTraining(ResolvedExperiment experiment, String data) {
    /**
     * Makes a replica.
     *
     * @param shared data that were read on this machine
     * @param scratch folder for files that are removed at once
     * @param from the state of the training
     * @throws DataException if the data here are others than the training's
     */
    public Replica replica(SharedData shared, Path scratch, int threads, TrainingState from) throws IOException {
        SharedData.Loaded loaded = shared.load(experiment);
        String here = SharedData.fingerprint(loaded.record());
        if (!here.equals(data)) {
            throw new DataException("all machines must train on the same data, but the driver has " + data
                    + " and this executor " + here
                    + "; are files that are named by absolute paths the same everywhere? [Sluice/OtherData]");
        }
        TrainingConfig training = TrainingSetup.of(experiment.config());
        // What the weights began with counts no more: they come from the training's state.
        RunFolder folder = RunFolder.create(scratch, experiment.config().name());
        try {
            PreparedTraining prepared = PreparedTraining.of(
                    experiment, training, Optional.empty(), loaded.data(), folder, RunObserver.silent());
            return new Replica(
                    prepared.training(),
                    prepared.task(),
                    EngineOptions.defaults().withThreads(threads),
                    from);
        } finally {
            folder.discard();
        }
    }
}
