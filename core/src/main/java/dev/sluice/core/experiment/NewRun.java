package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run from the start, in a folder of its own.
 *
 * @param experiment what is run
 * @param original its text as it was given
 * @param file that it was read from, if there is one
 * @param runs the folder of all runs
 */
record NewRun(ResolvedExperiment experiment, String original, Path file, Path runs) implements Beginning {
    /** The experiment as it was given, in a run's folder. */
    static final String ORIGINAL = "experiment.original.yaml";

    static final String PROVENANCE = "provenance.json";

    @Override
    public RunFolder open() {
        return RunFolder.create(runs, experiment.config().name());
    }

    @Override
    public void recipe(RunFolder folder, Provenance provenance) throws IOException {
        if (Files.isRegularFile(file)) {
            provenance.experiment(file);
        }
        folder.write("experiment.yaml", experiment.yamlFor(folder.path()));
        folder.write(ORIGINAL, original);
        folder.write(PROVENANCE, provenance.json());
    }

    @Override
    public void data(RunFolder folder, Provenance provenance) throws IOException {
        folder.write(PROVENANCE, provenance.json());
    }

    @Override
    public TrainingState state(Tensors initial) {
        return TrainingState.initial(initial);
    }
}
