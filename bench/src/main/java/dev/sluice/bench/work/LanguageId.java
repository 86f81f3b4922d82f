package dev.sluice.bench.work;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Reading;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.ExperimentConfig;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.model.HeadOptions;
import java.io.IOException;
import java.nio.file.Path;

/** The example that learns the language of a name, as work: its data and its network, without dropout. */
public final class LanguageId {
    private LanguageId() {}

    /**
     * Reads the data of an experiment on texts.
     *
     * @param file the experiment, for example {@code examples/language-id/experiment.yaml}
     * @param batches in one run
     * @throws IOException if the data cannot be read
     */
    public static EpochWork of(Path file, int batches) throws IOException {
        ResolvedExperiment experiment = Experiment.load(file).resolve();
        ExperimentConfig config = experiment.config();
        PreparedData data = PreparedData.of(
                config.data().split().divide(config.data().source().load(Reading.of(experiment.folder()))),
                config.data().text(),
                ClassEncoding.Form.DISTRIBUTION);
        if (!(data.contract().input() instanceof InputEncoding.Text text)) {
            throw new IllegalArgumentException(
                    "the benchmark of epochs needs an experiment on texts, but " + file + " reads numbers");
        }
        return new EpochWork(
                data.training(),
                text.vocabulary().size(),
                data.contract().target().size(),
                config.model().withHead(HeadOptions.defaults()),
                config.train().batchSize(),
                batches);
    }
}
