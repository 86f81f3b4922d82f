package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.LowRank;
import dev.sluice.core.model.Network;
import dev.sluice.core.plugin.PluginException;
import dev.sluice.core.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A trained run whose weights another run starts from.
 *
 * @param name of the run
 * @param model as it was trained
 */
record StartingPoint(String name, TrainedModel model) {
    private static final String KEY = "train.start_from";

    /**
     * The run that an experiment begins with; empty if it begins with random numbers.
     *
     * @param observer receives notes for the user
     * @throws ConfigException if the run cannot be used
     */
    static Optional<StartingPoint> of(ResolvedExperiment experiment, RunObserver observer) {
        String written = experiment.config().train().startFrom();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Path folder = experiment.folder().resolve(written).normalize();
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(KEY + ": there is no run folder at " + folder
                    + "; give the path of one, for example runs/20260101-120000-names-1a2b (it is relative to "
                    + experiment.folder() + ")");
        }
        try {
            Run run = new Run(folder);
            return Optional.of(new StartingPoint(run.id(), TrainedModels.load(run, experiment.registry(), observer)));
        } catch (IOException | RunException | ConfigException | PluginException e) {
            throw new ConfigException(KEY + ": " + e.getMessage());
        }
    }

    /**
     * Initial values for a network, as factors where the network has factors.
     *
     * @throws ConfigException if the run learned from other data or its network does not fit
     */
    Tensors parameters(Network network, DataContract contract) {
        if (!ModelFile.write(contract).equals(ModelFile.write(model.contract().withThresholds(Map.of())))) {
            throw new ConfigException(
                    KEY + ": the run " + name + " must have been trained on the same data with the same"
                            + " split, but its vocabulary, scaler or labels differ; its weights would mean something else here");
        }
        try {
            return LowRank.fit(network.parameters(), model.parameters());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(KEY + ": the run " + name + " has another model: " + e.getMessage());
        }
    }
}
