package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Tokenizers;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.WeightsFile;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.structure.SequenceForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/** Loads trained models from the folders of runs. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class TrainedModels {
    private TrainedModels() {}

    /**
     * The model of a run with its best weights, using the plugins that the run used.
     *
     * @throws RunException if the run has not come so far
     */
    public static TrainedModel load(Run run) throws IOException {
        return load(run, Experiment.load(experiment(run)).resolve(), RunObserver.silent());
    }

    /** The same with components that are already loaded. */
    public static TrainedModel load(Run run, Registry registry) throws IOException {
        return load(run, registry, RunObserver.silent());
    }

    static TrainedModel load(Run run, Registry registry, RunObserver observer) throws IOException {
        return load(run, Experiment.load(experiment(run)).withRegistry(registry).resolve(), observer);
    }

    /**
     * The model of a run whose files are those that it wrote, and whose plugins still compute the same.
     *
     * @param observer receives notes for the user
     */
    static TrainedModel load(Run run, ResolvedExperiment experiment, RunObserver observer) throws IOException {
        ExperimentConfig config = experiment.config();
        DataContract contract = contract(run, PluginTokenizers.of(experiment.registry()));
        run.verified(RunFile.WEIGHTS);
        List<ModelInput> inputs = TrainedModel.inputs(contract);
        Optional<ImportedModel> imported = Imports.ofRun(run, config.model(), experiment.registry());
        Map<String, OutputActivation> activations = activations(config.train(), contract);
        Map<String, OutputForm> forms = forms(config.train(), contract);
        Network network = balanced(
                config.train(),
                TrainedModel.network(config.model(), imported, contract, activations, forms, Network.Mode.INFERENCE));
        // Written into the exported file in this order: one that changes from JVM to JVM would change its bytes.
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("experiment", config.name());
        origin.put("run", run.id());
        TrainedModel model = new TrainedModel(
                config.model(),
                imported,
                inputs,
                contract,
                activations,
                forms,
                Intervals.ofRun(run, config.train(), contract),
                new WeightsFile(run.path(), network, TrainingRecipe.of(run).sha256()).read(),
                origin);
        new RecordedFigures(run, experiment, model).require(observer);
        return model;
    }

    /**
     * The data contract of a run's model: what is done to data before the model reads them.
     *
     * @throws RunException if the run has not come so far
     */
    public static DataContract contract(Run run) throws IOException {
        return contract(run, tokenizers(run));
    }

    /**
     * The same with available tokenizers.
     *
     * @throws RunException if the run has not come so far
     */
    public static DataContract contract(Run run, Tokenizers tokenizers) throws IOException {
        return ModelFile.read(Files.readString(run.verified(RunFile.CONTRACT)), tokenizers);
    }

    /** Makes tokenizers of the plugins that a run used, which are loaded when the first is needed. */
    public static Tokenizers tokenizers(Run run) {
        return new PluginTokenizers(
                () -> Experiment.load(experiment(run)).resolve().registry());
    }

    /**
     * The distributions that a run's model predicts, by target; none for targets of which it predicts points or classes.
     *
     * @throws RunException if the run has not come so far
     */
    public static Map<String, DistributionFamily> families(Run run) throws IOException {
        Map<String, DistributionFamily> families = new LinkedHashMap<>();
        forms(Experiment.load(experiment(run)).resolve().config().train(), contract(run))
                .forEach((name, form) -> {
                    if (form instanceof DistributionFamily family) {
                        families.put(name, family);
                    }
                });
        return families;
    }

    /** The function that turns each target's outputs into what users see; none where a {@link SequenceForm} says it. */
    static Map<String, OutputActivation> activations(TrainingConfig train, DataContract contract) {
        Map<String, OutputActivation> activations = new LinkedHashMap<>();
        contract.targets().keySet().forEach(name -> {
            Loss loss = train.objective(name).loss();
            activations.put(name, loss.sequences().isPresent() ? OutputActivation.NONE : loss.activation());
        });
        return activations;
    }

    /** A network with everything else that training learns. */
    static Network balanced(TrainingConfig train, Network network) {
        return train.balance() == TrainingConfig.Balance.UNCERTAINTY ? network.balanced() : network;
    }

    /** The form of the outputs that the loss of each target judges, by target. */
    static Map<String, OutputForm> forms(TrainingConfig train, DataContract contract) {
        Map<String, OutputForm> forms = new LinkedHashMap<>();
        contract.targets()
                .forEach((name, target) -> forms.put(
                        name,
                        Objective.of(train.objective(name).loss())
                                .forTarget(target)
                                .loss()
                                .form()));
        return forms;
    }

    /** The run's experiment file. */
    static Path experiment(Run run) {
        run.require(RunFile.EXPERIMENT);
        return run.file(RunFile.EXPERIMENT);
    }
}
