package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same elements in row-major order under another shape; symbolic axes stay, in their order. */
public record Reshape(Dims target) implements Primitive {
    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims from = operands.getFirst().shape();
        if (fixedElements(from) != fixedElements(target) || !named(from).equals(named(target))) {
            throw new ShapeMismatchException(from + " and " + target
                    + " must hold the same elements: equal symbolic axes and an equal product of the fixed ones");
        }
        return target;
    }

    private static long fixedElements(Dims dims) {
        long product = 1;
        for (Dim dim : dims.axes()) {
            product *= dim instanceof Dim.Fixed fixed ? fixed.size() : 1;
        }
        return product;
    }

    private static List<Dim> named(Dims dims) {
        List<Dim> named = new ArrayList<>(dims.axes());
        named.removeIf(dim -> dim instanceof Dim.Fixed);
        return named;
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        return new Array64(run.sizes(target), operands.getFirst().data());
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        return Collections.singletonList(gradient.reshape(self.operand(0).shape()));
    }
}
