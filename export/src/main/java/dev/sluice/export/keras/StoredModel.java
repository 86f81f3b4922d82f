package dev.sluice.export.keras;

import dev.sluice.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of a file.
 *
 * @param config the model as JSON; empty if the file has only weights
 * @param version version of Keras; empty if unknown
 * @param naming kind of keys in {@code weights}
 * @param weights the weights of each layer that has any, in Keras's order: kernel, recurrent kernel, bias; forward,
 *     backward
 */
record StoredModel(Optional<String> config, String version, Naming naming, Map<String, List<Weight>> weights) {
    /** The kind of names that weights are stored under. */
    enum Naming {
        /** Layer names, in the model's order. */
        LAYER,
        /** Layer classes, {@code simple_rnn_1}, numbered in the model's order; the entries are unordered. */
        CLASS,
        /** The file's own names, unordered. */
        UNORDERED
    }

    /**
     * A weight array.
     *
     * @param path path in the file
     */
    record Weight(String path, Tensor values) {}

    StoredModel {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    StoredModel with(String json, String writer) {
        return new StoredModel(Optional.of(json), writer, naming, weights);
    }
}
