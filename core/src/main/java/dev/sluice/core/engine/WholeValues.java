package dev.sluice.core.engine;

import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Fold;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.RandomMask;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.RowsFirst;
import dev.sluice.core.graph.ScatterAdd;
import dev.sluice.core.graph.Slice;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.Transpose;
import dev.sluice.core.graph.Unfold;
import dev.sluice.core.graph.ValidSteps;
import java.util.List;

/** The instructions of operations that need whole values, because they do not go row by row. */
final class WholeValues {
    private WholeValues() {}

    /**
     * The instruction that computes a value.
     *
     * @param in the slots of its operands
     * @param result its own slot
     */
    static Instruction instruction(Expr expr, List<Integer> in, int result) {
        Dims shape = expr.shape();
        if (expr.op() instanceof ValidSteps) {
            return new Instruction.MarkValid(in.getFirst(), shape, result);
        }
        if (expr.op() instanceof RandomMask mask) {
            return new Instruction.Mask(mask.purpose(), mask.keep(), shape, result);
        }
        int source = in.getFirst();
        Dims from = expr.operand(0).shape();
        return switch (expr.op()) {
            case BatchMatMul product -> products(product, expr, in, result);
            case Reduce reduce -> new Instruction.ReduceAxis(source, result, from, reduce.kind(), reduce.axis());
            case SumTo sum -> new Instruction.Broadcasting(source, result, sum.target(), from, true);
            case BroadcastTo broadcast -> new Instruction.Broadcasting(source, result, from, shape, false);
            case RowsFirst rows -> new Instruction.SwapLeading(source, result, from);
            case Transpose transpose -> new Instruction.SwapAxes(source, result, from);
            case Slice slice ->
                new Instruction.CopyAxis(
                        source, from, slice.from(), result, shape, 0, slice.axis(), slice.to() - slice.from(), false);
            case Pad pad ->
                new Instruction.CopyAxis(
                        source, from, 0, result, shape, pad.before(), pad.axis(), from.fixed(pad.axis()), true);
            case ScatterAdd scatter ->
                new Instruction.Scatter(source, from, in.get(1), shape.fixed(1), result, scatter.rows());
            case Unfold unfold ->
                new KernelSteps.Read(unfold.kernel(), source, in.size() > 1 ? in.get(1) : -1, from, result);
            case Fold fold -> new KernelSteps.Added(fold.kernel(), fold.border(), source, from, result);
            default -> throw new IllegalStateException("the engine has no instruction for " + expr.describe());
        };
    }

    private static Instruction products(BatchMatMul product, Expr expr, List<Integer> in, int result) {
        SmallProducts small = SmallProducts.of(
                product, expr.operand(0).shape(), expr.operand(1).shape());
        return new Instruction.BatchProducts(
                small, in.get(0), in.get(1), result, expr.shape().without(-1).without(-1));
    }
}
