package dev.sluice.core.model;

import dev.sluice.core.error.BrokenPromiseException;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Initial values of parameters, and a check of values against their declarations. */
public final class Parameters {
    private Parameters() {}

    /** Initial values. A parameter's value depends only on the seed and its own name and shape, not on other parameters. */
    public static Tensors initialize(List<ParameterSpec> specs, long seed) {
        Tensors.Builder values = Tensors.builder();
        for (ParameterSpec spec : specs) {
            Tensor value = spec.initializer().create(spec.shape(), seed, spec.name());
            if (!value.shape().equals(spec.shape())) {
                throw new BrokenPromiseException(
                        spec.initializer(),
                        "must give a parameter the shape that it is asked for, but for '" + spec.name()
                                + "' 'create' gives " + value.shape() + " instead of " + spec.shape()
                                + "; make the tensor from the shape that is given");
            }
            for (float number : value.array()) {
                if (!Float.isFinite(number)) {
                    throw new BrokenPromiseException(
                            spec.initializer(),
                            "must give finite numbers, but for '" + spec.name() + "' 'create' gives " + number
                                    + "; is something divided by 0?");
                }
            }
            values.put(spec.name(), value);
        }
        return values.build();
    }

    /**
     * Checks that there is a value for each parameter and nothing else.
     *
     * @throws IllegalArgumentException naming the first parameter that is missing, superfluous or misshapen
     */
    public static void check(List<ParameterSpec> specs, Tensors values) {
        for (ParameterSpec spec : specs) {
            if (!values.contains(spec.name())) {
                throw new IllegalArgumentException("each parameter needs a value, but '" + spec.name() + "' "
                        + spec.shape() + " has none; there are " + values.names());
            }
            Tensor value = values.get(spec.name());
            if (!value.shape().equals(spec.shape())) {
                throw new IllegalArgumentException("the parameter '" + spec.name() + "' must be " + spec.shape()
                        + ", but its value is " + value.shape() + "; was it made for another model?");
            }
        }
        Set<String> rest = new LinkedHashSet<>(values.names());
        specs.forEach(spec -> rest.remove(spec.name()));
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("these values belong to no parameter of the model: " + rest);
        }
    }
}
