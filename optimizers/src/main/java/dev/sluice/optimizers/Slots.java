package dev.sluice.optimizers;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of an optimizer: for each parameter, some tensors, most of the parameter's shape. Looking one up allocates
 * nothing: names are joined only for checkpoints.
 */
final class Slots {
    /** By slot and parameter. */
    private final Map<String, Map<String, Tensor>> tensors = new LinkedHashMap<>();

    /** Slots with copies of saved tensors, by {@code <parameter>.<slot>}. */
    Slots(Map<String, Tensor> saved) {
        saved.forEach((key, tensor) -> {
            int dot = key.lastIndexOf('.');
            slot(key.substring(dot + 1)).put(key.substring(0, Math.max(0, dot)), tensor.copy());
        });
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
        Tensor tensor = slot(slot).get(parameter);
        if (tensor == null) {
            tensor = Tensor.zeros(shape);
            tensor.fillInPlace(initial);
            slot(slot).put(parameter, tensor);
        }
        return checked(parameter, slot, tensor, shape).array();
    }

    /** The live tensor of a slot that begins as a copy of the parameter. */
    Tensor copied(String parameter, String slot, Tensor value) {
        Tensor tensor = slot(slot).get(parameter);
        if (tensor == null) {
            tensor = value.copy();
            slot(slot).put(parameter, tensor);
        }
        return checked(parameter, slot, tensor, value.shape());
    }

    /** Whether a slot has been made. */
    boolean has(String parameter, String slot) {
        return slot(slot).containsKey(parameter);
    }

    private Map<String, Tensor> slot(String name) {
        Map<String, Tensor> slot = tensors.get(name);
        if (slot == null) {
            slot = new LinkedHashMap<>();
            tensors.put(name, slot);
        }
        return slot;
    }

    private static Tensor checked(String parameter, String slot, Tensor tensor, Shape shape) {
        if (!tensor.shape().equals(shape)) {
            throw new IllegalArgumentException("the saved state '" + parameter + "." + slot
                    + "' must be shaped like its parameter, " + shape + ", but is " + tensor.shape()
                    + "; it belongs to another model");
        }
        return tensor;
    }

    /** The live tensors by {@code <parameter>.<slot>}, slot by slot in order of first use. */
    Map<String, Tensor> all() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        tensors.forEach((slot, byParameter) ->
                byParameter.forEach((parameter, tensor) -> all.put(parameter + "." + slot, tensor)));
        return all;
    }
}
