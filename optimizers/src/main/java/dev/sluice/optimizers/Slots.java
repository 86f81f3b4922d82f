package dev.sluice.optimizers;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of an optimizer: for each parameter, some tensors, most of the parameter's shape. Looking one up allocates
 * nothing: names are joined only for checkpoints.
 */
final class Slots {
    /** By slot and parameter. */
    private final Map<String, Tensors> tensors = new LinkedHashMap<>();

    /** Slots with copies of saved tensors, by {@code <parameter>.<slot>}. */
    Slots(Tensors saved) {
        saved.forEach((key, tensor) -> {
            int dot = key.lastIndexOf('.');
            add(key.substring(0, Math.max(0, dot)), key.substring(dot + 1), tensor.copy());
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
        if (!has(parameter, slot)) {
            Tensor tensor = Tensor.zeros(shape);
            tensor.fillInPlace(initial);
            add(parameter, slot, tensor);
        }
        return checked(parameter, slot, shape).array();
    }

    /** The live tensor of a slot, a copy of the parameter at first. */
    Tensor copied(String parameter, String slot, Tensor value) {
        if (!has(parameter, slot)) {
            add(parameter, slot, value.copy());
        }
        return checked(parameter, slot, value.shape());
    }

    /** Returns whether a slot exists. */
    boolean has(String parameter, String slot) {
        return slot(slot).contains(parameter);
    }

    private Tensors slot(String name) {
        return tensors.getOrDefault(name, Tensors.of());
    }

    private void add(String parameter, String slot, Tensor tensor) {
        tensors.put(slot, slot(slot).with(parameter, tensor));
    }

    private Tensor checked(String parameter, String slot, Shape shape) {
        Tensor tensor = slot(slot).get(parameter);
        if (!tensor.shape().equals(shape)) {
            throw new IllegalArgumentException("the saved state '" + parameter + "." + slot
                    + "' must be shaped like its parameter, " + shape + ", but is " + tensor.shape()
                    + "; it belongs to another model");
        }
        return tensor;
    }

    /** The live tensors by {@code <parameter>.<slot>}, slot by slot in order of first use. */
    Tensors all() {
        Tensors.Builder all = Tensors.builder();
        tensors.forEach((slot, byParameter) ->
                byParameter.forEach((parameter, tensor) -> all.put(parameter + "." + slot, tensor)));
        return all.build();
    }
}
