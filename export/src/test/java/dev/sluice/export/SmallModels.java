package dev.sluice.export;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.KnownCells.Gru;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models with a GRU of five units, as if trained. */
final class SmallModels {
    static final List<String> LABELS = List.of("de", "en", "fr");

    private SmallModels() {}

    /** Characters in, one of three classes out; reads both ways. */
    static TrainedModel text() {
        TextConfig config = new TextConfig(TextConfig.Unit.CHARACTER, 1, 6, true, true);
        InputEncoding input = new InputEncoding.Text(config, Vocabulary.of(List.of("a", "b", "ä", "😀")));
        TargetEncoding target = new ClassEncoding(Labels.of(LABELS), ClassEncoding.Form.DISTRIBUTION);
        return trained(new ModelInput.Tokens(6), DataContract.of(input, target), OutputActivation.SOFTMAX);
    }

    /** A series of two features in, one number out. */
    static TrainedModel numbers() {
        // A mean that float32 does not hold exactly, and large against the deviation.
        Scaler scaler = new Scaler(List.of(1000.0001, -3.0), List.of(0.01, 20.0));
        DataContract contract = DataContract.of(new InputEncoding.Series(scaler), new TargetEncoding.Numbers(1));
        return trained(new ModelInput.Features(2), contract, OutputActivation.NONE);
    }

    /** The same with the numbers that {@code targets} scales. */
    static TrainedModel regression(Scaler targets) {
        Scaler scaler = new Scaler(List.of(1000.0001, -3.0), List.of(0.01, 20.0));
        DataContract contract = DataContract.of(new InputEncoding.Series(scaler), new TargetEncoding.Numbers(targets));
        return trained(new ModelInput.Features(2), contract, OutputActivation.NONE);
    }

    /** {@link #text()}, but it reads forward only. */
    static TrainedModel forward() {
        TrainedModel text = text();
        return trained(text.inputs().getFirst(), text.contract(), OutputActivation.SOFTMAX, false);
    }

    /** {@link #regression}, but it reads forward only. */
    static TrainedModel forwardRegression(Scaler targets) {
        TrainedModel numbers = regression(targets);
        return trained(numbers.inputs().getFirst(), numbers.contract(), OutputActivation.NONE, false);
    }

    private static TrainedModel trained(ModelInput input, DataContract contract, OutputActivation activation) {
        return trained(input, contract, activation, true);
    }

    private static TrainedModel trained(
            ModelInput input, DataContract contract, OutputActivation activation, boolean bidirectional) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(Gru.defaults(), 5).withBidirectional(bidirectional))
                .withEmbedding(4);
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("run", "20261121-test");
        origin.put("sluice", "0.1.0");
        TrainedModel blank =
                new TrainedModel(config, List.of(input), contract, Map.of("outputs", activation), Tensors.of(), origin);
        Tensors parameters =
                Parameters.initialize(blank.network(Network.Mode.INFERENCE).parameters(), 3);
        return new TrainedModel(config, List.of(input), contract, Map.of("outputs", activation), parameters, origin);
    }
}
