package dev.sluice.core.graph;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds elements into rows of zeros by number: {@code indices [.., K], updates [.., K] → [.., size]}; the adjoint of
 * {@link GatherElements}. Elements with the same number are added in the order of their positions.
 */
public record ScatterElements(int size) implements Primitive {
    @Override
    public String name() {
        return "scatter_elements";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims indices = operands.get(0).shape();
        Axes.check(-1, indices);
        if (!indices.equals(operands.get(1).shape())) {
            throw new ShapeMismatchException("there must be one update for each index, but the shapes are " + indices
                    + " and " + operands.get(1).shape());
        }
        return indices.with(-1, Dim.of(size));
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 indices = operands.get(0);
        int k = indices.size(-1);
        int[] sizes = indices.sizes();
        sizes[sizes.length - 1] = size;
        Array64 out = Array64.zeros(sizes);
        for (int i = 0; i < indices.data().length; i++) {
            out.data()[i / k * size + Gather.row(indices.data()[i], size)] +=
                    operands.get(1).data()[i];
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        return Arrays.asList(null, Expr.of(new GatherElements(), gradient, self.operand(0)));
    }
}
