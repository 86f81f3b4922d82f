package dev.sluice.core.graph;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elements along the last axis by number, such as the log-probabilities of right classes: {@code values [.., C], indices [.., K] →
 * [.., K]}. An index outside {@code 0..C-1} is an error when the graph runs.
 */
public record GatherElements() implements Primitive {
    @Override
    public String name() {
        return "gather_elements";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims values = operands.get(0).shape();
        Dims indices = operands.get(1).shape();
        Axes.check(-1, values);
        Axes.check(-1, indices);
        if (!values.without(-1).equals(indices.without(-1))) {
            throw new ShapeMismatchException(
                    "values and indices must have the same axes but the last, but the shapes are " + values + " and "
                            + indices);
        }
        return indices;
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 values = operands.get(0);
        Array64 indices = operands.get(1);
        int n = values.size(-1);
        int k = indices.size(-1);
        Array64 out = Array64.zeros(indices.sizes());
        for (int i = 0; i < out.data().length; i++) {
            out.data()[i] = values.data()[i / k * n + Gather.row(indices.data()[i], n)];
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        int size = self.operand(0).shape().fixed(-1);
        return Arrays.asList(Expr.of(new ScatterElements(size), self.operand(1), gradient), null);
    }
}
