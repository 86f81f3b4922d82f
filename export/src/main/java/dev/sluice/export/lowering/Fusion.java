package dev.sluice.export.lowering;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.MatMul;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxValue;
import java.util.List;
import java.util.Optional;

/**
 * Sums that take fewer nodes than they have operations. In a loop's body a node costs a runtime more than the arithmetic in it.
 *
 * <pre>
 *   x·Wᵀ + b              Gemm with b, which may also be what comes in at this step
 *   (1-z) ⊙ a + z ⊙ b     a + z ⊙ (b - a)
 * </pre>
 *
 * @param graph lowers the operands
 */
record Fusion(GraphLowering graph, Scope scope) {
    /** The value of a sum in one of these forms. */
    Optional<OnnxValue> of(Expr expr) {
        if (expr.op() != BinaryOp.ADD) {
            return Optional.empty();
        }
        Expr a = expr.operand(0);
        Expr b = expr.operand(1);
        return dense(a, b).or(() -> dense(b, a)).or(() -> mixture(a, b)).or(() -> mixture(b, a));
    }

    private Optional<OnnxValue> dense(Expr product, Expr bias) {
        boolean fits = product.op() instanceof MatMul matmul
                && !matmul.transposeLeft()
                && matmul.transposeRight()
                && product.shape().rank() == 2
                && product.operand(0).shape().rank() == 2
                && (bias.shape().equals(product.shape())
                        || bias.shape().rank() == 1
                                && bias.shape().axis(0).equals(product.shape().axis(1)));
        if (!fits || scope.knows(product)) {
            return Optional.empty();
        }
        OnnxValue x = number(product.operand(0));
        OnnxValue weights = number(product.operand(1));
        return Optional.of(scope.math().dense(x, weights, number(bias)));
    }

    /** {@code (1-z) ⊙ a + z ⊙ b}. */
    private Optional<OnnxValue> mixture(Expr kept, Expr taken) {
        if (kept.op() != BinaryOp.MUL || taken.op() != BinaryOp.MUL || scope.knows(kept) || scope.knows(taken)) {
            return Optional.empty();
        }
        for (List<Expr> left : bothWays(kept)) {
            for (List<Expr> right : bothWays(taken)) {
                Expr z = right.get(0);
                boolean equal = left.get(1).shape().equals(right.get(1).shape())
                        && z.shape().equals(left.get(1).shape());
                if (equal && isRest(left.get(0), z)) {
                    OnnxMath math = scope.math();
                    OnnxValue gate = number(z);
                    OnnxValue a = number(left.get(1));
                    return Optional.of(math.add(a, math.mul(gate, math.sub(number(right.get(1)), a))));
                }
            }
        }
        return Optional.empty();
    }

    private static List<List<Expr>> bothWays(Expr product) {
        return List.of(product.operands(), product.operands().reversed());
    }

    /** Whether it is {@code 1-z}. */
    private static boolean isRest(Expr expr, Expr z) {
        return expr.op() == BinaryOp.SUB
                && expr.operand(0).op() instanceof Constant one
                && one.value() == 1
                && expr.operand(1).equals(z);
    }

    private OnnxValue number(Expr expr) {
        graph.results(expr, scope);
        return scope.number(expr);
    }
}
