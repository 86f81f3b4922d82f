package dev.sluice.core.graph;

import java.util.List;

/**
 * A value that training changes. Its initial value comes from the model that declares it.
 *
 * @param label unique among a graph's parameters
 * @param dims its shape, all axes fixed; weights are {@code [out, in]}
 */
public record Parameter(String label, Dims dims) implements Op.Leaf {
    @Override
    public String name() {
        return "parameter";
    }

    @Override
    public List<Dims> results(List<Expr> operands) {
        return List.of(dims);
    }
}
