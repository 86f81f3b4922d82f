package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import org.apiguardian.api.API;

/** The source of the inputs that a cell requests by name, beside the sequence from below. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface ExtraInputs {
    /** Inputs of the network under the names that the cell uses. */
    ExtraInputs NAMED = extra -> Exprs.input(extra.name(), extra.dims());

    /** No inputs, for networks whose cells request none. */
    ExtraInputs NONE = extra -> {
        throw new IllegalArgumentException("the cell asks for the extra input '" + extra.name() + "' " + extra.dims()
                + ", but there is none; give the layer extra inputs");
    };

    /**
     * The value of one extra input.
     *
     * @return of the shape {@link CellSignature.ExtraInput#dims}
     * @throws IllegalArgumentException if there is no input of that name and shape
     */
    Expr of(CellSignature.ExtraInput extra);
}
