package dev.sluice.core.model;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Optional;
import org.apiguardian.api.API;

/** Makes the initial value of a parameter. Pure: the same shape, seed and name give the same bits. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface Initializer {
    /**
     * A new value.
     *
     * @param shape weights are {@code [out, in]}
     * @param seed of the run
     * @param name of the parameter, which distinguishes its random numbers from those of others
     */
    Tensor create(Shape shape, long seed, String name);

    /**
     * The identity of a parameter that several layers share; empty, as usual, where each declaration is a separate parameter.
     * Declarations of equal identity are one parameter.
     */
    default Optional<Object> shared() {
        return Optional.empty();
    }
}
