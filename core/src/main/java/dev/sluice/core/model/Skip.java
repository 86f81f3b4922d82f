package dev.sluice.core.model;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.option.Description;
import java.util.Locale;
import java.util.function.BinaryOperator;

/** The connection around a layer with input {@code x} and output {@code y}. */
public enum Skip {
    /** {@code y}. */
    @Description("None.")
    NONE {
        @Override
        BinaryOperator<Expr> around(ParameterScope scope, int features) {
            return (x, y) -> y;
        }
    },

    /** {@code x + y} (He et al., 2016; in recurrent stacks Wu et al., 2016). */
    @Description("x + layer(x).")
    RESIDUAL {
        @Override
        BinaryOperator<Expr> around(ParameterScope scope, int features) {
            return Expr::add;
        }
    },

    /**
     * {@code t ⊙ y + (1 - t) ⊙ x} with {@code t = σ(W x + b)} (Srivastava et al., 2015). The bias starts at -1, so that at first
     * mostly the input passes.
     */
    @Description("t * layer(x) + (1 - t) * x with a gate t = sigmoid(W x + b) (Srivastava et al., 2015).")
    HIGHWAY {
        @Override
        BinaryOperator<Expr> around(ParameterScope scope, int features) {
            Expr weight = scope.declare("weight", ParameterSpec.Role.INPUT_WEIGHT, features, features);
            Expr bias = scope.declare("bias", ParameterSpec.Role.BIAS, new Initializers.Constant(-1), features);
            return (x, y) -> {
                Expr gate = Exprs.sigmoid(x.matmulTransposed(weight).add(bias));
                return x.add(gate.mul(y.sub(x)));
            };
        }
    };

    /**
     * The connection with its parameters, for any number of pairs {@code (x, y)}.
     *
     * @param scope receives {@code weight} and {@code bias} of a gate. Modified.
     */
    abstract BinaryOperator<Expr> around(ParameterScope scope, int features);

    /** Refuses a layer whose output size differs from its input size. */
    void check(String layer, Dims read, Dims given) {
        if (this != NONE && !read.axis(-1).equals(given.axis(-1))) {
            int wanted = given.fixed(-1);
            throw new ModelConfigException("encoder.skip: a " + name().toLowerCase(Locale.ROOT)
                    + " connection needs a layer that gives as many features as it reads, but " + layer + " reads "
                    + read.fixed(-1) + " and gives " + wanted + "; make what it reads " + wanted
                    + " wide (embedding.size, for the first layer), change hidden or merge, or let the connections begin"
                    + " at a higher layer (skip_from)");
        }
    }
}
