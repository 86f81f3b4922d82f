package dev.sluice.optimizers;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state of an optimizer: for each parameter, some tensors, most of the parameter's shape. */
final class Slots {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** Slots with copies of saved tensors, by {@code <parameter>.<slot>}. */
    Slots(Map<String, Tensor> saved) {
        saved.forEach((key, tensor) -> tensors.put(key, tensor.copy()));
    }

    /** The live elements of a slot, zeros at first. */
    float[] of(String parameter, String slot, Tensor like) {
        return of(parameter, slot, like.shape(), 0);
    }

    /** The live elements of a slot of a shape of its own, zeros at first. */
    float[] of(String parameter, String slot, Shape shape) {
        return of(parameter, slot, shape, 0);
    }

    /**
     * The live elements of a slot.
     *
     * @param initial value of every element at first
     * @throws IllegalArgumentException if a saved tensor has another shape than the parameter
     */
    float[] of(String parameter, String slot, Shape shape, float initial) {
        String key = parameter + "." + slot;
        Tensor tensor = tensors.get(key);
        if (tensor == null) {
            tensor = Tensor.zeros(shape);
            tensor.fillInPlace(initial);
            tensors.put(key, tensor);
        }
        return checked(key, tensor, shape).array();
    }

    /** The live tensor of a slot that begins as a copy of the parameter. */
    Tensor copied(String parameter, String slot, Tensor value) {
        String key = parameter + "." + slot;
        Tensor tensor = tensors.get(key);
        if (tensor == null) {
            tensor = value.copy();
            tensors.put(key, tensor);
        }
        return checked(key, tensor, value.shape());
    }

    /** Whether a slot has been made. */
    boolean has(String parameter, String slot) {
        return tensors.containsKey(parameter + "." + slot);
    }

    private static Tensor checked(String key, Tensor tensor, Shape shape) {
        if (!tensor.shape().equals(shape)) {
            throw new IllegalArgumentException("the saved state '" + key + "' must be shaped like its parameter, "
                    + shape + ", but is " + tensor.shape() + "; it belongs to another model");
        }
        return tensor;
    }

    /** The live tensors in order of first use. */
    Map<String, Tensor> all() {
        return Collections.unmodifiableMap(tensors);
    }
}
