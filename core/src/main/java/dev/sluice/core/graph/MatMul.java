package dev.sluice.core.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matrix product, in the three forms that a layer and its gradients need:
 *
 * <pre>
 *   a [.., K] · b [K, N]          (false, false)   → [.., N]
 *   a [.., K] · b [N, K]ᵀ         (false, true)    → [.., N]     weights are stored [out, in]
 *   a [.., M]ᵀ · b [.., N]        (true, false)    → [M, N]      summed over all leading axes: a weight's gradient
 * </pre>
 */
public record MatMul(boolean transposeLeft, boolean transposeRight) implements Primitive {
    /** Refuses the form that is never needed. */
    public MatMul {
        if (transposeLeft && transposeRight) {
            throw new IllegalArgumentException(
                    "a product with both sides transposed is not a primitive; swap the operands");
        }
    }

    @Override
    public String name() {
        return "matmul";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims a = operands.get(0).shape();
        Dims b = operands.get(1).shape();
        if (transposeLeft) {
            if (a.rank() < 2 || !a.without(-1).equals(b.without(-1))) {
                throw new ShapeMismatchException(
                        "all axes but the last must be equal to be summed over, but the shapes are " + a + " and " + b);
            }
            return new Dims(List.of(a.axis(-1), b.axis(-1)));
        }
        if (a.rank() < 1 || b.rank() != 2) {
            throw new ShapeMismatchException(
                    "a product needs [.., K] and a matrix, but the shapes are " + a + " and " + b);
        }
        Dim inner = b.axis(transposeRight ? 1 : 0);
        if (!a.axis(-1).equals(inner)) {
            throw new ShapeMismatchException("the left side's last axis must equal the right side's "
                    + (transposeRight ? "second" : "first") + " axis, but " + a.axis(-1) + " is not " + inner
                    + ": shapes "
                    + a + " and " + b + (transposeRight ? ", the weight stored [out, in]" : ""));
        }
        return a.with(-1, b.axis(transposeRight ? 0 : 1));
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 a = operands.get(0);
        Array64 b = operands.get(1);
        if (transposeLeft) {
            return summedOuter(a, b);
        }
        int k = a.size(-1);
        int n = b.size(transposeRight ? 0 : 1);
        int rows = a.outer(-1);
        double[] out = new double[rows * n];
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int i = 0; i < k; i++) {
                    sum += a.data()[row * k + i] * b.data()[transposeRight ? j * k + i : i * n + j];
                }
                out[row * n + j] = sum;
            }
        }
        int[] sizes = a.sizes();
        sizes[sizes.length - 1] = n;
        return new Array64(sizes, out);
    }

    private static Array64 summedOuter(Array64 a, Array64 b) {
        int m = a.size(-1);
        int n = b.size(-1);
        double[] out = new double[m * n];
        for (int row = 0; row < a.outer(-1); row++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    out[i * n + j] += a.data()[row * m + i] * b.data()[row * n + j];
                }
            }
        }
        return new Array64(new int[] {m, n}, out);
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        Expr a = self.operand(0);
        Expr b = self.operand(1);
        if (transposeLeft) {
            // y = aᵀ b:  da = b · gᵀ,  db = a · g
            return List.of(b.matmulTransposed(gradient), a.matmul(gradient));
        }
        if (transposeRight) {
            return List.of(gradient.matmul(b), summed(gradient, a));
        }
        return List.of(gradient.matmulTransposed(b), summed(a, gradient));
    }

    private static Expr summed(Expr left, Expr right) {
        // A product of a single row has no leading axis to sum over: give it one.
        Expr l = left.shape().rank() == 1 ? left.reshape(prepend(left)) : left;
        Expr r = right.shape().rank() == 1 ? right.reshape(prepend(right)) : right;
        return Expr.of(new MatMul(true, false), l, r);
    }

    private static Dims prepend(Expr row) {
        return row.shape().prepend(Dim.of(1));
    }
}
