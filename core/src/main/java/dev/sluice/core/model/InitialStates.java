package dev.sluice.core.model;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;

/** Where the states of a network's cells begin. */
@FunctionalInterface
public interface InitialStates {
    /** What the name of a state among the inputs begins with: {@code state.encoder.l0.h}. */
    String PREFIX = "state.";

    /** From zeros: each sequence stands alone. */
    InitialStates ZEROS = (name, dims) -> Exprs.zeros(dims);

    /** From inputs of the network, {@code state.<name> [B, H]}: a sequence goes on where another ended. */
    InitialStates INPUTS = (name, dims) -> Exprs.input(PREFIX + name, dims);

    /**
     * The first value of a state.
     *
     * @param name in full, for example {@code encoder.l0.h}
     * @param dims {@code [B, H]}
     */
    Expr initial(String name, Dims dims);
}
