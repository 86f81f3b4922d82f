package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import org.apiguardian.api.API;

/**
 * The initializers of parameters by role. A cell may choose another one for a parameter of its own, as the LSTM does for
 * the bias of its forget gate.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Description("The initial values of parameters.")
public record Initialization(
        @Description("Weights on inputs and in dense layers, [out, in].") @Default("{name: glorot-uniform}")
        Initializer input,

        @Description("Weights on states, one matrix for each gate.") @Default("{name: orthogonal}")
        Initializer recurrent,

        @Description("Biases.") @Default("{name: zeros}") Initializer bias,

        @Description("The embedding's table; its row 0, the padding, is always zeros.")
        @Default("{name: normal, options: {deviation: 1}}")
        Initializer embedding,

        @Description("The embedding's table where it is tied to the scores of symbols, too.")
        @Default("{name: normal, options: {deviation: 0.1}}")
        Initializer tiedEmbedding) {
    private static final double TIED = 0.1;

    /**
     * Glorot-uniform inputs, orthogonal recurrent weights, zero biases. Embedding rows are from N(0, 1): as large as standardized numbers,
     * which the initial input weights are meant for. Tables that score symbols, too, are from N(0, 0.1²), so that no symbol is favored at first.
     */
    public static Initialization defaults() {
        return new Initialization(
                new Initializers.GlorotUniform(),
                new Initializers.Orthogonal(1),
                new Initializers.Zeros(),
                new Initializers.Normal(1),
                new Initializers.Normal(TIED));
    }

    /** The initializer of a role; {@code OTHER}, {@code FIXED} and {@code STATISTIC} have none of their own and start as zeros. */
    Initializer forRole(ParameterSpec.Role role) {
        return switch (role) {
            case EMBEDDING -> embedding;
            case INPUT_WEIGHT -> input;
            case RECURRENT_WEIGHT -> recurrent;
            case BIAS -> bias;
            case OTHER, FIXED, STATISTIC -> new Initializers.Zeros();
        };
    }
}
