package dev.sluice.core.graph;

import dev.sluice.core.graph.rewrite.Simplify;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The identity whose gradient is clipped, element by element, to {@code [-limit, limit]}. Applied to a state it clips the
 * gradient at each step (Graves, 2013), where clipping the sum over all steps would come too late. Once a graph has its
 * gradients this does nothing, so {@link Simplify} removes it before the graph is run.
 *
 * @param limit of each element; 0 stops the gradient
 */
public record GradientClip(double limit) implements Primitive {
    /** Checks the limit. */
    public GradientClip {
        if (!(limit >= 0)) {
            throw new IllegalArgumentException(
                    "a gradient is clipped to a limit of at least 0, but was given " + limit);
        }
    }

    @Override
    public String name() {
        return "gradient_clip";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        return operands.getFirst().shape();
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        return operands.getFirst();
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        Expr notAbove = Exprs.min(gradient, Exprs.constant(limit));
        return List.of(Exprs.max(notAbove, Exprs.constant(-limit)));
    }

    /** The value under any clips. */
    public static Expr unwrap(Expr expr) {
        return expr.op() instanceof GradientClip ? unwrap(expr.operand(0)) : expr;
    }
}
