package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A trial from the start, in the folder that its study has for it.
 *
 * @param experiment what is run
 * @param path of the folder
 */
record NewTrial(ResolvedExperiment experiment, Path path) implements Beginning {
    @Override
    public RunFolder open() throws IOException {
        return RunFolder.at(path);
    }

    @Override
    public void recipe(RunFolder folder, Provenance provenance) throws IOException {
        folder.write("experiment.yaml", experiment.yamlFor(folder.path()));
        folder.write(NewRun.PROVENANCE, provenance.json());
    }

    @Override
    public void data(RunFolder folder, Provenance provenance) throws IOException {
        folder.write(NewRun.PROVENANCE, provenance.json());
    }

    @Override
    public TrainingState state(Tensors initial) {
        return TrainingState.initial(initial);
    }
}
