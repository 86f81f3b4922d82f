package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gets trained models back from the folders of runs. */
public final class TrainedModels {
    private TrainedModels() {}

    /**
     * The model of a run with its best weights, using the plugins that the run used.
     *
     * @throws RunException if the run has not come so far
     */
    public static TrainedModel load(Run run) throws IOException {
        return load(run, Experiment.load(experiment(run)).resolve());
    }

    /** The same with components that are there already. */
    public static TrainedModel load(Run run, Registry registry) throws IOException {
        return load(run, Experiment.load(experiment(run)).withRegistry(registry).resolve());
    }

    static TrainedModel load(Run run, ResolvedExperiment experiment) throws IOException {
        ExperimentConfig config = experiment.config();
        DataContract contract = ModelFile.read(Files.readString(require(run, ModelFile.NAME)));
        require(run, WeightsFile.NAME);
        ModelInput input = ExperimentRunner.inputOf(contract.input());
        Optional<ImportedModel> imported = Imports.ofRun(run, config.model(), experiment.registry());
        Network network = TrainedModel.network(
                config.model(), imported, input, contract.target().size(), Network.Mode.INFERENCE);
        // Written into the exported file in this order: one that changes from JVM to JVM would change its bytes.
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("experiment", config.name());
        origin.put("run", run.id());
        return new TrainedModel(
                config.model(),
                imported,
                input,
                contract,
                config.train().loss().activation(),
                WeightsFile.read(run.path(), network),
                origin);
    }

    static Path experiment(Run run) {
        return require(run, "experiment.yaml");
    }

    private static Path require(Run run, String name) {
        Path file = run.path().resolve(name);
        if (!Files.exists(file)) {
            throw new RunException("the run " + run.id() + " has no " + name + " (it is "
                    + OptionKey.written(run.state()) + "); take a run that has trained for an epoch");
        }
        return file;
    }
}
