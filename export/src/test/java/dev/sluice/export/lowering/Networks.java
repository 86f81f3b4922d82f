package dev.sluice.export.lowering;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensors;

/** Small random networks for tests. */
final class Networks {
    static final ModelInput TOKENS = new ModelInput.Tokens(11);
    static final ModelInput FEATURES = new ModelInput.Features(3);

    private Networks() {}

    static Network of(Cell cell, int layers, boolean bidirectional, Pooling pooling, ModelInput input) {
        ModelConfig config = ModelConfig.of(
                        EncoderOptions.of(cell, 5).withLayers(layers).withBidirectional(bidirectional))
                .withEmbedding(4)
                .withPooling(pooling);
        return SequenceModel.build(config, input, 3, Network.Mode.WITH_STATES);
    }

    static Network of(Cell cell) {
        return of(cell, 1, false, Pooling.LAST, TOKENS);
    }

    /** Values that are all different from zero, biases included: a forgotten one must show. */
    static Tensors parameters(Network network) {
        Tensors values = Parameters.initialize(network.parameters(), 7);
        values.forEach((name, tensor) -> {
            CounterRandom random = CounterRandom.of(7, "test." + name, 0);
            for (int i = 0; i < tensor.array().length; i++) {
                tensor.array()[i] += random.normal(i) * 0.3f;
            }
        });
        return values;
    }
}
