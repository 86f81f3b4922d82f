package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The inputs of an example as numbers. Tensors are not modified.
 *
 * @param sequences by name: token ids {@code [T]}, features {@code [T, F]}
 * @param statics by name: {@code [F]}
 * @param lengths numbers of steps by name, {@code lengths} for most models
 */
public record EncodedInputs(Map<String, Tensor> sequences, Map<String, Tensor> statics, Map<String, Integer> lengths) {
    /** Copies the maps, keeping their order. */
    public EncodedInputs {
        sequences = Collections.unmodifiableMap(new LinkedHashMap<>(sequences));
        statics = Collections.unmodifiableMap(new LinkedHashMap<>(statics));
        lengths = Collections.unmodifiableMap(new LinkedHashMap<>(lengths));
    }

    /** The steps of the longest input. */
    public int length() {
        return lengths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
