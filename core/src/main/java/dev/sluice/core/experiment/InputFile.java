package dev.sluice.core.experiment;

import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file of examples to predict, laid out like the data that a run was trained on. */
public final class InputFile {
    private InputFile() {}

    /**
     * The examples of a file, without targets.
     *
     * @param run whose data source tells how the file is read
     * @param report takes what is counted. Modified.
     * @throws dev.sluice.core.data.DataException if the file does not fit
     */
    public static List<Example> read(Run run, Path file, DataReport report) throws IOException {
        ResolvedExperiment experiment =
                Experiment.load(TrainedModels.experiment(run)).resolve();
        return DataReading.inputs(experiment, file.toAbsolutePath(), report);
    }
}
