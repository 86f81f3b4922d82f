package dev.sluice.core.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Random zeros for dropout: each element is {@code 1 / keep} with probability {@code keep}, else 0. An element is a
 * function of the run's seed and step, this mask's purpose and the element's position, so it does not depend on which thread
 * computes it. Graphs for inference are built without masks.
 *
 * @param purpose tells masks of one graph apart, for example {@code encoder.dropout.0}
 * @param keep probability of keeping, over 0 and at most 1
 * @param dims the shape: {@code [T, B, F]} draws anew for each step, {@code [B, F]} once per sequence
 */
public record RandomMask(String purpose, double keep, Dims dims) implements Primitive {
    /** Checks the probability. */
    public RandomMask {
        if (!(keep > 0 && keep <= 1)) {
            throw new IllegalArgumentException(
                    "the probability of keeping must be over 0 and at most 1, but was " + keep + " for " + purpose);
        }
    }

    @Override
    public String name() {
        return "random_mask";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        return dims;
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 out = Array64.zeros(run.sizes(dims));
        run.random().fill(purpose, keep, out.data());
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        return List.of();
    }
}
