package dev.sluice.core.graph;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code condition ? a : b}, elementwise with broadcasting; a condition is true where it is not 0. */
public record Select() implements Primitive {
    @Override
    public String name() {
        return "select";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims values = Dims.broadcast(operands.get(1).shape(), operands.get(2).shape());
        return Dims.broadcast(operands.get(0).shape(), values);
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 ifTrue = Array64.zip(operands.get(0), operands.get(1), (c, a) -> c != 0 ? a : 0);
        Array64 ifFalse = Array64.zip(operands.get(0), operands.get(2), (c, b) -> c != 0 ? 0 : b);
        Array64 condition = operands.get(0);
        int[] sizes = Array64.broadcastSizes(ifTrue.sizes(), ifFalse.sizes());
        double[] c = condition.broadcast(sizes).data();
        double[] a = ifTrue.broadcast(sizes).data();
        double[] b = ifFalse.broadcast(sizes).data();
        double[] out = new double[c.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = c[i] != 0 ? a[i] : b[i];
        }
        return new Array64(sizes, out);
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        Expr condition = self.operand(0);
        Expr zero = Exprs.constant(0);
        return Arrays.asList(
                null,
                SumTo.unbroadcast(Exprs.select(condition, gradient, zero), self.operand(1)),
                SumTo.unbroadcast(Exprs.select(condition, zero, gradient), self.operand(2)));
    }
}
