package dev.sluice.core.model;

import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters' values: tensors by name, in the order in which the network declares them. */
public final class Parameters {
    private Parameters() {}

    /** First values. A parameter's value depends on the seed and its own name and shape alone, not on the others. */
    public static Map<String, Tensor> initialize(List<ParameterSpec> specs, long seed) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (ParameterSpec spec : specs) {
            Tensor value = spec.initializer().create(spec.shape(), seed, spec.name());
            if (!value.shape().equals(spec.shape())) {
                throw new IllegalArgumentException("an initializer must give the shape it is asked for, but for '"
                        + spec.name() + "' it gave " + value.shape() + " instead of " + spec.shape());
            }
            values.put(spec.name(), value);
        }
        return values;
    }

    /**
     * Checks that there is a value for each parameter and nothing else.
     *
     * @throws IllegalArgumentException naming the first parameter that is missing, superfluous or misshapen
     */
    public static void check(List<ParameterSpec> specs, Map<String, Tensor> values) {
        Map<String, Tensor> rest = new LinkedHashMap<>(values);
        for (ParameterSpec spec : specs) {
            Tensor value = rest.remove(spec.name());
            if (value == null) {
                throw new IllegalArgumentException("each parameter needs a value, but '" + spec.name() + "' "
                        + spec.shape() + " has none; there are " + values.keySet());
            }
            if (!value.shape().equals(spec.shape())) {
                throw new IllegalArgumentException("the parameter '" + spec.name() + "' must be " + spec.shape()
                        + ", but its value is " + value.shape() + "; was it made for another model?");
            }
        }
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("these values belong to no parameter of the model: " + rest.keySet());
        }
    }
}
