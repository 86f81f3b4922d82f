package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.WeightsFile;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.loss.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
        DataContract contract = contract(run);
        require(run, WeightsFile.NAME);
        List<ModelInput> inputs = TrainedModel.inputs(contract);
        Optional<ImportedModel> imported = Imports.ofRun(run, config.model(), experiment.registry());
        Network network = TrainedModel.network(
                config.model(), imported, inputs, TrainedModel.sizes(contract), Network.Mode.INFERENCE);
        // Written into the exported file in this order: one that changes from JVM to JVM would change its bytes.
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("experiment", config.name());
        origin.put("run", run.id());
        return new TrainedModel(
                config.model(),
                imported,
                inputs,
                contract,
                activations(config.train(), contract),
                WeightsFile.read(run.path(), network),
                origin);
    }

    /**
     * What is done to data before the model of a run sees them.
     *
     * @throws RunException if the run has not come so far
     */
    public static DataContract contract(Run run) throws IOException {
        return ModelFile.read(Files.readString(require(run, ModelFile.NAME)));
    }

    /** What the training of a trial ended with. */
    static TrainingResult training(Run run, Network network) throws IOException {
        return new TrainingResult(
                WeightsFile.read(run.path(), network),
                run.bestEpoch().orElse(0),
                run.history(),
                run.trainingEnd(),
                WeightsFile.readDense(run.path(), network));
    }

    /** What turns the outputs of each answer into what users want to see. */
    static Map<String, Loss.Activation> activations(TrainConfig train, DataContract contract) {
        Map<String, Loss.Activation> activations = new LinkedHashMap<>();
        contract.targets()
                .keySet()
                .forEach(name -> activations.put(name, train.lossOf(name).activation()));
        return activations;
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
