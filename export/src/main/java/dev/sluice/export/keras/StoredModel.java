package dev.sluice.export.keras;

import dev.sluice.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file holds.
 *
 * @param config the model as JSON; empty if there are weights alone
 * @param version of Keras; empty if the file does not say
 * @param naming what the keys of {@code weights} are
 * @param weights of each layer that has any, in Keras's order: kernel, recurrent kernel, bias; forward, backward
 */
record StoredModel(Optional<String> config, String version, Naming naming, Map<String, List<Weight>> weights) {
    /** What weights are filed under. */
    enum Naming {
        /** The layer's name, layers in the order of the model. */
        LAYER,
        /** The layer's class, {@code simple_rnn_1}, counted in the order of the model; in no order. */
        CLASS,
        /** What the file calls them, in no order. */
        UNORDERED
    }

    /**
     * One array.
     *
     * @param path as the file has it
     */
    record Weight(String path, Tensor values) {}

    StoredModel {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    StoredModel with(String json, String writer) {
        return new StoredModel(Optional.of(json), writer, naming, weights);
    }
}
