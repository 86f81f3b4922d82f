package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Shorthand;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The initializers of parameters by role. A cell may choose another one for one of its parameters, as the LSTM does for
 * the bias of its forget gate.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Description("The initializers of the parameters.")
public record Initialization(
        @Description("Weights of inputs and of dense layers, [out, in].") @Default("{name: glorot-uniform}")
        Initializer input,

        @Description("Recurrent weights, one matrix for each gate.") @Default("{name: orthogonal}")
        Initializer recurrent,

        @Description("Biases.") @Default("{name: zeros}") Initializer bias,

        @Description(
                "The tables of embeddings; row 0, the padding, is always zero. By default N(0, 1), but N(0, 0.01) if"
                        + " all answers are about whole texts, if the table also scores the symbols, and for"
                        + " categories and the characters of words.")
        @Default("[]")
        @Shorthand
        List<Initializer> embedding) {

    private static final double LARGE = 1;
    private static final double SMALL = 0.1;

    /** Checks that there is at most one initializer of tables. */
    public Initialization {
        embedding = List.copyOf(embedding);
        if (embedding.size() > 1) {
            throw new IllegalArgumentException(
                    "initialization.embedding must be one initializer, that of all tables, but " + embedding.size()
                            + " are given; leave out all but one");
        }
    }

    /** Glorot-uniform inputs, orthogonal recurrent weights, zero biases, and tables as the model needs them. */
    public static Initialization defaults() {
        return new Initialization(
                new Initializers.GlorotUniform(), new Initializers.Orthogonal(1), new Initializers.Zeros(), List.of());
    }

    /**
     * The initializer of a table whose symbols are to be told apart at each step. Unless one is given, rows are as large as standardized
     * numbers, for which the initial input weights are made: with smaller ones attention takes long to find what belongs together.
     */
    Initializer table() {
        return embedding.isEmpty() ? new Initializers.Normal(LARGE) : embedding.getFirst();
    }

    /**
     * The initializer of a table whose rows are to be small at first: those of texts with one answer, where what few examples teach about a word must
     * outgrow what it began with, those of a word's characters and of categories likewise, and those that score symbols, none of which is to be
     * favored.
     */
    Initializer smallTable() {
        return embedding.isEmpty() ? new Initializers.Normal(SMALL) : embedding.getFirst();
    }

    /** The initializer of a role; {@code OTHER}, {@code FIXED} and {@code STATISTIC} have none and start as zeros. */
    Initializer forRole(ParameterSpec.Role role) {
        return switch (role) {
            case EMBEDDING -> smallTable();
            case INPUT_WEIGHT -> input;
            case RECURRENT_WEIGHT -> recurrent;
            case BIAS -> bias;
            case OTHER, FIXED, STATISTIC -> new Initializers.Zeros();
        };
    }
}
