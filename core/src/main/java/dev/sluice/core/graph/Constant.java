package dev.sluice.core.graph;

import java.util.List;

/** A number that never changes, as a scalar. */
public record Constant(double value) implements Op.Leaf {
    @Override
    public String name() {
        return "constant";
    }

    @Override
    public String label() {
        return Double.toString(value);
    }

    @Override
    public List<Dims> results(List<Expr> operands) {
        return List.of(Dims.SCALAR);
    }
}
