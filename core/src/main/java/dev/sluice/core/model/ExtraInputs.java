package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;

/** Where the inputs come from that a cell asks for by name, beside the sequence from below. */
@FunctionalInterface
public interface ExtraInputs {
    /** From inputs of the network that are called as the cell calls them. */
    ExtraInputs NAMED = extra -> Exprs.input(extra.name(), extra.dims());

    /** Nothing is there: for networks whose cells ask for nothing. */
    ExtraInputs NONE = extra -> {
        throw new IllegalArgumentException("the cell asks for the extra input '" + extra.name() + "' " + extra.dims()
                + ", but there is none; give the layer extra inputs");
    };

    /**
     * The value of one.
     *
     * @return of the shape {@link CellSignature.ExtraInput#dims}
     * @throws IllegalArgumentException if there is none of that name and shape
     */
    Expr of(CellSignature.ExtraInput extra);
}
