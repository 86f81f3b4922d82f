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
        return declared(scope, x.shape().fixed(-1), initial).of(x);
    }

    /** The layer before it has anything to read, {@code width} features. */
    Layer declared(ParameterScope scope, int width) {
        return declared(scope, width, scope.initialization().forRole(ParameterSpec.Role.INPUT_WEIGHT));
    }

    /** The same with initial weights of its own. */
    Layer declared(ParameterScope scope, int width, Initializer initial) {
        Expr weight = scope.declare("weight", ParameterSpec.Role.INPUT_WEIGHT, initial, size, width);
        return new Layer(weight, scope.declare("bias", ParameterSpec.Role.BIAS, size));
    }

    /**
     * The same with the embedding's table {@code [V, E]} for a weight: one row for a token that is read and one to score it by
     * (Press and Wolf, 2017; Inan et al., 2017). Only {@code bias [V]} is declared.
     *
     * @param width features that it reads
     * @throws ModelConfigException unless there are as many outputs as tokens, and the table is as wide as what is read
     */
    Layer tied(ParameterScope scope, int width, Expr table) {
        if (table.shape().fixed(0) != size || table.shape().fixed(1) != width) {
            throw new ModelConfigException("head.tied: the embedding's table " + table.shape() + " can score " + size
                    + " outputs from " + width + " features only if it is [" + size + ", " + width
                    + "]; let the outputs be the vocabulary, and make embedding.size what the head"
                    + " reads, or leave them untied");
        }
        return new Layer(table, scope.declare("bias", ParameterSpec.Role.BIAS, size));
    }

    /**
     * A layer with its parameters.
     *
     * @param weight {@code [size, I]}
     * @param bias {@code [size]}
     */
    record Layer(Expr weight, Expr bias) {
        /** {@code x [.., I] → [.., size]}. */
        Expr of(Expr x) {
            return x.matmulTransposed(weight).add(bias);
        }
    }
}
