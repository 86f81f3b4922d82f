package dev.sluice.core.experiment;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
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
     * @throws DataException if the file does not fit, or there is none
     */
    public static List<Example> read(Run run, Path file, DataReport report) throws IOException {
        if (!Files.exists(file)) {
            throw new DataException("the file " + file + " does not exist (the current folder is "
                    + Path.of("").toAbsolutePath() + "); check the path");
        }
        ResolvedExperiment experiment =
                Experiment.load(TrainedModels.experiment(run)).resolve();
        return DataReading.inputs(experiment, file.toAbsolutePath(), report);
    }

    /** The {@linkplain DataSource#marks() marks} of a run's source; none where it is not at hand, as a plugin's may not be. */
    public static List<String> marks(Run run) {
        try {
            return Experiment.load(TrainedModels.experiment(run))
                    .resolve()
                    .config()
                    .data()
                    .source()
                    .marks();
        } catch (ConfigException e) {
            return List.of();
        }
    }
}
