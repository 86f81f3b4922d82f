package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A run from the start, in a folder of its own.
 *
 * @param experiment to run
 * @param original text of the experiment
 * @param file that it was read from; may be missing
 * @param runs the folder of all runs
 */
record NewRun(ResolvedExperiment experiment, String original, Path file, Path runs) implements InNewFolder {
    @Override
    public NewRun own() {
        return this;
    }

    @Override
    public RunFolder open() {
        return RunFolder.create(runs, experiment.config().name());
    }

    @Override
    public boolean isNew() {
        return true;
    }

    @Override
    public void recipe(RunFolder folder, Provenance provenance) throws IOException {
        experiment.writeTo(folder);
        folder.write(RunFile.ORIGINAL, original);
        write(folder, provenance);
    }

    @Override
    public void data(RunFolder folder, Provenance provenance, DataRecord data) throws IOException {
        write(folder, provenance);
    }

    private void write(RunFolder folder, Provenance provenance) throws IOException {
        Provenance known = Files.isRegularFile(file) ? provenance.withExperiment(file) : provenance;
        folder.write(RunFile.PROVENANCE, known.json());
    }

    @Override
    public TrainingState state(RunFolder folder, TrainingState initial, Supplier<Checkpoint.Seal> seal) {
        return initial;
    }
}
