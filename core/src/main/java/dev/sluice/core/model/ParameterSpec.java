package dev.sluice.core.model;

import dev.sluice.core.tensor.Shape;
import org.apiguardian.api.API;

/**
 * The declaration of a parameter.
 *
 * @param name unique in a network, for example {@code encoder.l0.W_r}
 * @param shape weights are {@code [out, in]}
 * @param initializer of its value
 * @param role in the network, for rules such as "no weight decay on biases"
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record ParameterSpec(String name, Shape shape, Initializer initializer, Role role) {
    /** The role of a parameter in a network. */
    public enum Role {
        /** A table of rows, {@code [V, E]}. */
        EMBEDDING,
        /** Multiplies the input from below, {@code [out, in]}. */
        INPUT_WEIGHT,
        /** Multiplies a state, {@code [H, H]}. */
        RECURRENT_WEIGHT,
        /** Is added, {@code [out]}. */
        BIAS,
        /** Any other: a gain, or a cell's additional parameter without a role. */
        OTHER,
        /** Not trained: declared by {@link CellBuilder#fixed}. */
        FIXED,
        /** Follows the training data instead of a gradient, such as the running mean of a batch normalization. */
        STATISTIC
    }

    /** The same parameter, frozen. */
    public ParameterSpec fixed() {
        return new ParameterSpec(name, shape, initializer, Role.FIXED);
    }

    /** Returns whether training changes it by its gradient. */
    public boolean trained() {
        return role != Role.STATISTIC && role != Role.FIXED;
    }
}
