package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A trial from the start, in the folder that its study has for it.
 *
 * @param experiment to run
 * @param path of the folder
 */
record NewTrial(ResolvedExperiment experiment, Path path) implements RunStart {
    @Override
    public RunFolder open() throws IOException {
        return RunFolder.at(path);
    }

    @Override
    public boolean isNew() {
        return true;
    }

    @Override
    public void recipe(RunFolder folder, Provenance provenance) throws IOException {
        experiment.writeTo(folder);
        folder.write(RunFile.PROVENANCE, provenance.json());
    }

    @Override
    public void data(RunFolder folder, Provenance provenance, DataRecord data) throws IOException {
        folder.write(RunFile.PROVENANCE, provenance.json());
    }

    @Override
    public TrainingState state(RunFolder folder, TrainingState initial, Supplier<Checkpoint.Seal> seal) {
        return initial;
    }
}
