package dev.sluice.export.keras;

import dev.sluice.export.keras.StoredModel.Weight;
import java.util.List;

/**
 * A model as layers that read each other.
 *
 * @param layers in the order of the model
 * @param outputs what it gives
 */
record KerasModel(List<Layer> layers, List<Ref> outputs) {
    KerasModel {
        layers = List.copyOf(layers);
        outputs = List.copyOf(outputs);
    }

    /**
     * A value.
     *
     * @param layer that gives it
     * @param index among what the layer gives
     */
    record Ref(String layer, int index) {}

    /**
     * A layer.
     *
     * @param type its class, for messages
     * @param inputs what it reads
     * @param weights in Keras's order
     */
    record Layer(String type, String name, LayerMeaning meaning, List<Ref> inputs, List<Weight> weights) {
        Layer {
            inputs = List.copyOf(inputs);
            weights = List.copyOf(weights);
        }
    }
}
