package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;

/**
 * {@code W x + b}.
 *
 * @param size features of the result
 */
public record Dense(int size) {
    /** Checks the size. */
    public Dense {
        if (size < 1) {
            throw new IllegalArgumentException("a dense layer needs at least 1 output, but has " + size);
        }
    }

    /** {@code x [.., I] → [.., size]}, with parameters {@code weight [size, I]} and {@code bias [size]}. */
    public Expr build(ParameterScope scope, Expr x) {
        return build(scope, x, scope.initialization().forRole(ParameterSpec.Role.INPUT_WEIGHT));
    }

    /** The same with initial weights of its own. */
    Expr build(ParameterScope scope, Expr x, Initializer initial) {
        Expr weight = scope.declare(
                "weight",
                ParameterSpec.Role.INPUT_WEIGHT,
                initial,
                size,
                x.shape().fixed(-1));
        Expr bias = scope.declare("bias", ParameterSpec.Role.BIAS, size);
        return x.matmulTransposed(weight).add(bias);
    }

    /**
     * The same with the embedding's table {@code [V, E]} for a weight: one row for a token that is read and one to score it by
     * (Press and Wolf, 2017; Inan et al., 2017). Only {@code bias [V]} is declared.
     *
     * @throws ModelConfigException unless there are as many outputs as tokens, and x is as wide as the table
     */
    public Expr buildTied(ParameterScope scope, Expr x, Expr table) {
        if (table.shape().fixed(0) != size
                || table.shape().fixed(1) != x.shape().fixed(-1)) {
            throw new ModelConfigException("head.tied: the embedding's table " + table.shape() + " can score " + size
                    + " outputs from " + x.shape().fixed(-1) + " features only if it is [" + size + ", "
                    + x.shape().fixed(-1)
                    + "]; let the outputs be the vocabulary, and make embedding.size what the head"
                    + " reads, or leave them untied");
        }
        return x.matmulTransposed(table).add(scope.declare("bias", ParameterSpec.Role.BIAS, size));
    }
}
