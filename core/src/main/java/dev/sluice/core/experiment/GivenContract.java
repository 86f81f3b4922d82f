package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Split;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The contract that an experiment names instead of fitting one. */
final class GivenContract {
    private GivenContract() {}

    /**
     * The contract.
     *
     * @throws ConfigException if the file is missing or no contract
     */
    static Optional<DataContract> of(ResolvedExperiment experiment) {
        String named = experiment.config().data().contract();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Path file = experiment.folder().resolve(named);
        if (!Files.isRegularFile(file)) {
            throw new ConfigException("data.contract: there is no file " + file
                    + "; give the model.json of a run, or write one with 'sluice fit'");
        }
        try {
            return Optional.of(ModelFile.read(Files.readString(file), PluginTokenizers.of(experiment.registry())));
        } catch (IOException | RunException e) {
            throw new ConfigException("data.contract: " + file + " is no contract of data: " + e.getMessage());
        }
    }

    /** Parts of data as the contract encodes them. */
    static PreparedData encoded(ExperimentConfig config, DividedData divided, DataContract contract) {
        return divided.forecast(config)
                .map(windows -> windows.encoded(divided.division(), contract))
                .orElseGet(() -> {
                    Split split = divided.split(config.data(), TextRules.of(contract));
                    return PreparedData.encoded(split, split, contract).asStream(config.data().stream());
                });
    }
}
