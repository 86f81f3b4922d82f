package dev.sluice.core.model;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import org.apiguardian.api.API;

/** The source of the initial states of a network's cells. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface InitialStates {
    /** Name prefix of a state among the inputs: {@code state.encoder.l0.h}. */
    String PREFIX = "state.";

    /** Zeros: sequences are independent. */
    InitialStates ZEROS = (name, dims) -> Exprs.zeros(dims);

    /** Inputs of the network, {@code state.<name> [B, H]}: a sequence continues where another ended. */
    InitialStates INPUTS = (name, dims) -> Exprs.input(PREFIX + name, dims);

    /**
     * The initial value of a state.
     *
     * @param name in full, for example {@code encoder.l0.h}
     * @param dims {@code [B, H]}
     */
    Expr initial(String name, Dims dims);
}
