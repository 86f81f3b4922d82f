package dev.sluice.optimizers;

import dev.sluice.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state of an optimizer: for each parameter, some tensors of the parameter's shape. */
final class Slots {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** Slots with copies of saved tensors, by {@code <parameter>.<slot>}. */
    Slots(Map<String, Tensor> saved) {
        saved.forEach((key, tensor) -> tensors.put(key, tensor.copy()));
    }

    /** The live elements of a slot, zeros at first. */
    float[] of(String parameter, String slot, Tensor like) {
        return of(parameter, slot, like, 0);
    }

    /**
     * The live elements of a slot.
     *
     * @param initial value of every element at first
     * @throws IllegalArgumentException if a saved tensor has another shape than the parameter
     */
    float[] of(String parameter, String slot, Tensor like, float initial) {
        String key = parameter + "." + slot;
        Tensor tensor = tensors.get(key);
        if (tensor == null) {
            tensor = Tensor.zeros(like.shape());
            tensor.fillInPlace(initial);
            tensors.put(key, tensor);
        }
        if (!tensor.shape().equals(like.shape())) {
            throw new IllegalArgumentException("the saved state '" + key + "' must be shaped like its parameter, "
                    + like.shape() + ", but is " + tensor.shape() + "; it belongs to another model");
        }
        return tensor.array();
    }

    /** The live tensors in order of first use. */
    Map<String, Tensor> all() {
        return Collections.unmodifiableMap(tensors);
    }
}
