package dev.sluice.core.graph;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds rows into a table of zeros by number: {@code indices [..], updates [.., E] → [rows, E]}; the adjoint of
 * {@link Gather}. Rows with the same number are added in the order of their positions.
 */
public record ScatterAdd(int rows) implements Primitive {
    @Override
    public String name() {
        return "scatter_add";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims updates = operands.get(1).shape();
        if (!updates.without(-1).equals(operands.get(0).shape())) {
            throw new ShapeMismatchException("there must be one row of updates for each index, but the shapes are "
                    + operands.get(0).shape() + " and " + updates);
        }
        return new Dims(List.of(Dim.of(rows), updates.axis(-1)));
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 indices = operands.get(0);
        Array64 updates = operands.get(1);
        int n = updates.size(-1);
        Array64 out = Array64.zeros(rows, n);
        for (int i = 0; i < indices.data().length; i++) {
            for (int j = 0; j < n; j++) {
                out.data()[Gather.row(indices.data()[i], rows) * n + j] += updates.data()[i * n + j];
            }
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        return Arrays.asList(null, Expr.of(new Gather(), gradient, self.operand(0)));
    }
}
