package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * The inputs of an example, encoded as tensors. Tensors are not modified.
 *
 * @param sequences by name: token ids {@code [T]}, features {@code [T, F]}
 * @param statics by name: {@code [F]}
 * @param lengths numbers of steps by name, {@code lengths} for most models
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record EncodedInputs(Tensors sequences, Tensors statics, Map<String, Integer> lengths) {
    /** Copies the lengths, keeping their order. */
    public EncodedInputs {
        lengths = Collections.unmodifiableMap(new LinkedHashMap<>(lengths));
    }

    /** The number of steps of the longest input. */
    public int length() {
        return lengths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
