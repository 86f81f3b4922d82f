package dev.sluice.cells;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Layer normalization (Ba et al., 2016) of the products of a cell's gates, all of them together as one vector:
 *
 * <pre>
 *   LN(a; α) = α ⊙ (a - μ) / √(σ² + ε)      μ = mean of a    σ² = mean of (a - μ)²
 * </pre>
 *
 * @param cell declares the gains
 * @param epsilon ε, inside the root
 */
record LayerNorm(CellBuilder cell, double epsilon) {
    /** LN of one vector {@code [B, H]} with gain {@code α_<name> [H]}, which begins at 1. */
    Expr one(String name, Expr value) {
        return together(List.of(name), List.of(value)).getFirst();
    }

    /**
     * LN of several vectors {@code [B, H]} as if they were joined, each with its part {@code α_<name> [H]} of the gain.
     */
    List<Expr> together(List<String> names, List<Expr> values) {
        double size = (double) values.size() * cell.hiddenSize();
        Expr mean = values.stream()
                .map(value -> value.sum(-1))
                .reduce(Expr::add)
                .orElseThrow()
                .mul(1 / size);
        List<Expr> centered = values.stream().map(value -> value.sub(mean)).toList();
        Expr variance = centered.stream()
                .map(value -> value.mul(value).sum(-1))
                .reduce(Expr::add)
                .orElseThrow()
                .mul(1 / size);
        Expr deviation = Exprs.sqrt(variance.add(epsilon));
        return IntStream.range(0, values.size())
                .mapToObj(i -> centered.get(i).div(deviation).mul(gain(names.get(i))))
                .toList();
    }

    private Expr gain(String name) {
        return cell.parameter("alpha_" + name, Dims.of(cell.hiddenSize()), new Initializers.Constant(1));
    }

    /**
     * Checks ε.
     *
     * @throws IllegalArgumentException if it is not over 0
     */
    static void check(double epsilon) {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("the epsilon of a layer normalization must be over 0, but was " + epsilon
                    + "; without it equal features would be divided by 0");
        }
    }
}
