package dev.sluice.optimizers;

import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of an optimizer around another one: its own slots, and the other's under names that end in {@code .inner}, so
 * that wrappers may be nested in any way.
 */
final class InnerState {
    private static final String INNER = ".inner";

    private InnerState() {}

    /** What the inner optimizer had saved. */
    static Map<String, Tensor> inner(Map<String, Tensor> saved) {
        Map<String, Tensor> inner = new LinkedHashMap<>();
        saved.forEach((key, tensor) -> {
            if (key.endsWith(INNER)) {
                inner.put(key.substring(0, key.length() - INNER.length()), tensor);
            }
        });
        return inner;
    }

    /** What the wrapper itself had saved. */
    static Slots own(Map<String, Tensor> saved) {
        Map<String, Tensor> own = new LinkedHashMap<>(saved);
        own.keySet().removeIf(key -> key.endsWith(INNER));
        return new Slots(own);
    }

    /** Both together. */
    static Map<String, Tensor> joined(Slots own, Map<String, Tensor> inner) {
        Map<String, Tensor> joined = new LinkedHashMap<>(own.all());
        inner.forEach((key, tensor) -> joined.put(key + INNER, tensor));
        return joined;
    }
}
