package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ImportedNetwork;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Loss;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model with its weights and all that is needed to use it.
 *
 * @param config the network
 * @param imported the network of another program that this one was made from; empty for one of Sluice's own
 * @param input what the network reads
 * @param contract what is done to data before the network reads them, and what its outputs mean
 * @param activation what turns outputs into what users want to see
 * @param parameters values by the names of the network's parameters. Not modified.
 * @param origin facts for whoever gets the model later: {@code run}, {@code experiment}, {@code sluice}, {@code created}…
 */
public record TrainedModel(
        ModelConfig config,
        Optional<ImportedModel> imported,
        ModelInput input,
        DataContract contract,
        Loss.Activation activation,
        Map<String, Tensor> parameters,
        Map<String, String> origin) {
    /** A model that was not imported. */
    public TrainedModel(
            ModelConfig config,
            ModelInput input,
            DataContract contract,
            Loss.Activation activation,
            Map<String, Tensor> parameters,
            Map<String, String> origin) {
        this(config, Optional.empty(), input, contract, activation, parameters, origin);
    }

    /** Copies the maps, keeping their order. */
    public TrainedModel {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
    }

    /** The network as expressions. */
    public Network network(Network.Mode mode) {
        return network(config, imported, input, contract.target().size(), mode);
    }

    static Network network(
            ModelConfig config, Optional<ImportedModel> imported, ModelInput input, int outputs, Network.Mode mode) {
        return imported.map(model -> ImportedNetwork.build(model, config, input, outputs, mode))
                .orElseGet(() -> SequenceModel.build(config, input, outputs, mode));
    }
}
