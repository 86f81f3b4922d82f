package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataFolders;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.split.Dividing;
import dev.sluice.core.data.split.Division;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.train.MemoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the examples of an experiment. */
final class DataReading {
    private DataReading() {}

    /**
     * All examples of an experiment's data source.
     *
     * @param report takes what is counted. Modified.
     * @throws MemoryException if they are too many for the memory
     */
    static List<Example> of(ResolvedExperiment experiment, DataReport report) throws IOException {
        SharedFiles.require(experiment, DataFolders.standard());
        DataSource source = experiment.config().data().source();
        return within(() -> source.load(reading(experiment, report)), "the data (data.source)");
    }

    /** The examples of another file that is laid out as the experiment's own, without targets. */
    static List<Example> inputs(ResolvedExperiment experiment, Path file, DataReport report) throws IOException {
        DataSource source = experiment.config().data().source();
        return within(() -> source.inputs(file, reading(experiment, report)), "the file " + file);
    }

    /**
     * The parts of an experiment's examples as they were read.
     *
     * @param report takes what is counted. Modified.
     */
    static Division division(ResolvedExperiment experiment, List<Example> examples, DataReport report) {
        DataConfig data = experiment.config().data();
        return data.split()
                .divide(
                        examples,
                        new Dividing(
                                data.text(),
                                data.forecast().isOn() || data.windows().isOn(),
                                experiment.folder(),
                                report));
    }

    /** The parts of an experiment's examples as they are trained on and judged: windows of them where there is a forecast. */
    static Split split(ResolvedExperiment experiment, List<Example> examples) {
        DividedData divided = DividedData.of(experiment, examples, new DataReport());
        return divided.forecast(experiment.config())
                .map(windows -> windows.windows(divided.division()))
                .orElseGet(() -> divided.split(experiment.config().data(), TextRules.of(experiment)));
    }

    /**
     * The parts of an experiment's examples as a trained model is judged by them: windows of them where there is a forecast, beside the
     * naive forecasts that errors are measured by.
     *
     * @param contract of the model
     */
    static PreparedData encoded(ResolvedExperiment experiment, List<Example> examples, DataContract contract) {
        ExperimentConfig config = experiment.config();
        Optional<DataContract> fixed = config.data().contract().isEmpty() ? Optional.empty() : Optional.of(contract);
        DividedData divided = DividedData.of(experiment, examples, fixed, new DataReport());
        PreparedData data = divided.forecast(config)
                .map(windows -> windows.encoded(divided.division(), contract))
                .orElseGet(() -> {
                    Split split = divided.split(config.data(), TextRules.of(contract));
                    return PreparedData.encoded(split, split, contract);
                });
        return PreparedTraining.beside(config, data);
    }

    /** The heads whose losses let any number of classes hold; the empty name for those that have none of their own. */
    static Set<String> severalMayHold(ExperimentConfig config) {
        Set<String> names = new TreeSet<>(config.train().heads().keySet());
        names.add("");
        names.removeIf(name -> !severalMayHold(config, name));
        return names;
    }

    /** Returns whether any number of classes may hold for a target: its loss judges each by itself. */
    static boolean severalMayHold(ExperimentConfig config, String target) {
        return config.train().objective(target).loss().activation() == OutputActivation.SIGMOID;
    }

    private static Reading reading(ResolvedExperiment experiment, DataReport report) {
        return new Reading(experiment.folder(), target -> severalMayHold(experiment.config(), target), report);
    }

    private static List<Example> within(Load load, String what) throws IOException {
        try {
            return load.examples();
        } catch (OutOfMemoryError e) {
            throw new MemoryException(String.format(
                    Locale.ROOT,
                    "%s must fit into memory, of which there are %,d MB; give more with SLUICE_JAVA_OPTS=-Xmx…, or"
                            + " take fewer rows",
                    what,
                    Runtime.getRuntime().maxMemory() >> 20));
        }
    }

    /** A way to get examples. */
    @FunctionalInterface
    private interface Load {
        List<Example> examples() throws IOException;
    }
}
