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
        Expr weight = scope.declare(
                "weight", ParameterSpec.Role.INPUT_WEIGHT, size, x.shape().fixed(-1));
        Expr bias = scope.declare("bias", ParameterSpec.Role.BIAS, size);
        return x.matmulTransposed(weight).add(bias);
    }
}
