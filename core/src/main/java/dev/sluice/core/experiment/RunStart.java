package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.util.function.Supplier;

/** The origin of a run's folder and first state. The methods are called in their order. */
interface RunStart {
    /**
     * Makes or opens the folder.
     *
     * @throws dev.sluice.core.experiment.record.RunException if the run cannot begin with what is there; nothing was modified
     */
    RunFolder open() throws IOException;

    /** Returns whether the folder was made for this run, so that nothing is lost if it is removed. */
    boolean isNew();

    /** Writes what the run is made from. */
    void recipe(RunFolder folder, Provenance provenance) throws IOException;

    /**
     * Adds the data to what the run is made from.
     *
     * @param provenance with the data
     * @throws dev.sluice.core.experiment.record.RunException if the run cannot go on with these data
     */
    void data(RunFolder folder, Provenance provenance, DataRecord data) throws IOException;

    /**
     * The state that training begins with.
     *
     * @param folder takes the figures of epochs that ended before
     * @param initial the state of a training that has not begun
     * @param seal of this training, made when it is needed
     * @throws dev.sluice.core.experiment.record.RunException if the training had begun with other weights
     */
    TrainingState state(RunFolder folder, TrainingState initial, Supplier<Checkpoint.Seal> seal);
}
