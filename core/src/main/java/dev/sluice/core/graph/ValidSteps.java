package dev.sluice.core.graph;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mask of valid steps: {@code lengths [B] → [T, B, 1]}, 1 where {@code t < lengths[b]}, else 0. */
public record ValidSteps() implements Primitive {
    @Override
    public String name() {
        return "valid_steps";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims lengths = operands.getFirst().shape();
        if (lengths.rank() != 1) {
            throw new ShapeMismatchException("lengths must be [B], but were " + lengths);
        }
        return new Dims(List.of(Dim.TIME, lengths.axis(0), Dim.of(1)));
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 lengths = operands.getFirst();
        int rows = lengths.size(0);
        Array64 out = Array64.zeros(run.size(Dim.TIME), rows, 1);
        for (int i = 0; i < out.data().length; i++) {
            int step = i / rows;
            out.data()[i] = step < lengths.data()[i % rows] ? 1 : 0;
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        return Collections.singletonList(null);
    }
}
