package dev.sluice.export.keras;

import dev.sluice.export.keras.StoredModel.Weight;
import java.util.List;

/**
 * A model as a graph of layers.
 *
 * @param layers in the model's order
 * @param outputs the model's outputs
 */
record KerasModel(List<Layer> layers, List<Ref> outputs) {
    KerasModel {
        layers = List.copyOf(layers);
        outputs = List.copyOf(outputs);
    }

    /**
     * A value in the model.
     *
     * @param layer name of the layer that computes it
     * @param index index among that layer's outputs
     */
    record Ref(String layer, int index) {}

    /**
     * A layer.
     *
     * @param type the class, for messages
     * @param inputs the layer's inputs
     * @param weights in Keras's order
     */
    record Layer(String type, String name, LayerMeaning meaning, List<Ref> inputs, List<Weight> weights) {
        Layer {
            inputs = List.copyOf(inputs);
            weights = List.copyOf(weights);
        }
    }
}
