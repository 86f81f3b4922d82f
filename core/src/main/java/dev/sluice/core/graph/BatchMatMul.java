package dev.sluice.core.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products side by side, one for each element of the leading axes, which are the same on both sides. A matrix
 * memory is read and written with them: each row of the batch has a matrix of its own.
 *
 * <pre>
 *   a [.., M, K] · b [.., K, N]     (false, false)   → [.., M, N]
 *   a [.., M, K] · b [.., N, K]ᵀ    (false, true)    → [.., M, N]
 *   a [.., K, M]ᵀ · b [.., K, N]    (true, false)    → [.., M, N]
 * </pre>
 *
 * <p>{@link MatMul} is the product with one matrix for all rows.
 */
public record BatchMatMul(boolean transposeLeft, boolean transposeRight) implements Primitive {
    private static final int LEAST_RANK = 3;

    /** Refuses the form that is never needed. */
    public BatchMatMul {
        if (transposeLeft && transposeRight) {
            throw new IllegalArgumentException(
                    "a product with both sides transposed is not a primitive; swap the operands");
        }
    }

    @Override
    public String name() {
        return "batch_matmul";
    }

    @Override
    public Dims shape(List<Expr> operands) {
        Dims a = operands.get(0).shape();
        Dims b = operands.get(1).shape();
        if (a.rank() < LEAST_RANK || !leading(a).equals(leading(b))) {
            throw new ShapeMismatchException("a product of matrices side by side needs [.., M, K] and [.., K, N] with"
                    + " equal leading axes, but the shapes are " + a + " and " + b
                    + "; matmul is the product with one matrix for all rows");
        }
        Dim left = a.axis(transposeLeft ? -2 : -1);
        Dim right = b.axis(transposeRight ? -1 : -2);
        if (!left.equals(right)) {
            throw new ShapeMismatchException("the axes that are summed over must be equal, but " + left + " is not "
                    + right + ": shapes " + a + (transposeLeft ? "ᵀ" : "") + " and " + b
                    + (transposeRight ? "ᵀ" : ""));
        }
        return a.with(-2, a.axis(transposeLeft ? -1 : -2)).with(-1, b.axis(transposeRight ? -2 : -1));
    }

    private static Dims leading(Dims dims) {
        return dims.rank() < 2 ? dims : dims.without(-1).without(-1);
    }

    @Override
    public Array64 evaluate(List<Array64> operands, Evaluation run) {
        Array64 a = operands.get(0);
        Array64 b = operands.get(1);
        int m = a.size(transposeLeft ? -1 : -2);
        int k = a.size(transposeLeft ? -2 : -1);
        int n = b.size(transposeRight ? -2 : -1);
        int[] sizes = a.sizes();
        sizes[sizes.length - 2] = m;
        sizes[sizes.length - 1] = n;
        Array64 out = Array64.zeros(sizes);
        for (int o = 0; o < a.outer(-2); o++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int p = 0; p < k; p++) {
                        double left = a.data()[o * m * k + (transposeLeft ? p * m + i : i * k + p)];
                        double right = b.data()[o * k * n + (transposeRight ? j * k + p : p * n + j)];
                        sum += left * right;
                    }
                    out.data()[(o * m + i) * n + j] = sum;
                }
            }
        }
        return out;
    }

    @Override
    public List<@Nullable Expr> adjoint(Expr self, Expr gradient) {
        Expr a = self.operand(0);
        Expr b = self.operand(1);
        if (transposeLeft) {
            return List.of(of(false, true, b, gradient), of(false, false, a, gradient));
        }
        return transposeRight
                ? List.of(of(false, false, gradient, b), of(true, false, gradient, a))
                : List.of(of(false, true, gradient, b), of(true, false, a, gradient));
    }

    private static Expr of(boolean transposeLeft, boolean transposeRight, Expr a, Expr b) {
        return Expr.of(new BatchMatMul(transposeLeft, transposeRight), a, b);
    }
}
