package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table by number, an embedding: {@code table [V, E], indices [..] → [.., E]}. An index outside {@code 0..V-1}
 * is an error when the graph runs.
 */
public record Gather() implements Primitive {
    @Override
    public String name() {
        return "gather";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims table = operands.get(0).shape();
        if (table.rank() != 2) {
            throw new ShapeMismatchException("a table must be [rows, features], but was " + table);
        }
        List<Dim> axes = new ArrayList<>(operands.get(1).shape().axes());
        axes.add(table.axis(1));
        return new Dims(axes);
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 table = operands.get(0);
        Array64 indices = operands.get(1);
        int n = table.size(1);
        int[] sizes = Arrays.copyOf(indices.sizes(), indices.rank() + 1);
        sizes[indices.rank()] = n;
        Array64 out = Array64.zeros(sizes);
        for (int i = 0; i < indices.data().length; i++) {
            System.arraycopy(table.data(), row(indices.data()[i], table.size(0)) * n, out.data(), i * n, n);
        }
        return out;
    }

    /** A row's number, checked. */
    static int row(double index, int rows) {
        int row = (int) index;
        if (row != index || row < 0 || row >= rows) {
            throw new IllegalArgumentException(
                    "an index must be a whole number between 0 and " + (rows - 1) + ", but was " + index);
        }
        return row;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        int rows = self.operand(0).shape().fixed(0);
        return Arrays.asList(Expr.of(new ScatterAdd(rows), self.operand(1), gradient), null);
    }
}
