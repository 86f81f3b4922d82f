package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** How a run comes to its folder and its first state: a new one, or what another process left. */
interface Beginning {
    /** Makes or opens the folder. */
    RunFolder open() throws IOException;

    /** Writes down what the run is made from, or sees to it that it is what it was. */
    void recipe(RunFolder folder, Provenance provenance) throws IOException;

    /** The same for the data, which are part of the provenance by now. */
    void data(RunFolder folder, Provenance provenance) throws IOException;

    /**
     * Where training begins.
     *
     * @param initial the weights that the experiment begins with
     */
    TrainingState state(Tensors initial);

    /** What training ended with, if that is behind it; empty if there is training to do. */
    default Optional<TrainingResult> trained(Network inference) throws IOException {
        return Optional.empty();
    }
}
