package dev.sluice.core.kernel;

/**
 * The reference implementation: plain loops, one element at a time, in the order that {@link Kernels} fixes. It is what
 * the meaning of a kernel is, and what runs where the Vector API is not loaded.
 */
public final class ScalarKernels implements Kernels {

    public static final ScalarKernels INSTANCE = new ScalarKernels();

    private ScalarKernels() {}

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int panelColumns() {
        return ScalarProduct.PANEL;
    }

    @Override
    public void packRight(
            float[] b, int bOffset, int ldb, boolean transposed, int k, int n, float[] packed, int packedOffset) {
        Panels.pack(b, bOffset, ldb, transposed, k, n, packed, packedOffset, ScalarProduct.PANEL);
    }

    @Override
    public void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] packed,
            int packedOffset,
            float[] c,
            int cOffset,
            int ldc,
            boolean accumulate) {
        ScalarProduct.multiply(m, n, k, a, aOffset, lda, packed, packedOffset, c, cOffset, ldc, accumulate);
    }

    @Override
    public void multiplySummed(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] b,
            int bOffset,
            int ldb,
            float[] c,
            int cOffset,
            int ldc) {
        ScalarProduct.multiplySummed(m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
    }

    @Override
    public void add(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] + b[bOff + i];
        }
    }

    @Override
    public void sub(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] - b[bOff + i];
        }
    }

    @Override
    public void mul(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] * b[bOff + i];
        }
    }

    @Override
    public void div(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] / b[bOff + i];
        }
    }

    @Override
    public void min(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = Math.min(a[aOff + i], b[bOff + i]);
        }
    }

    @Override
    public void max(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = Math.max(a[aOff + i], b[bOff + i]);
        }
    }

    @Override
    public void greater(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] > b[bOff + i] ? 1f : 0f;
        }
    }

    @Override
    public void greaterOrEqual(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] >= b[bOff + i] ? 1f : 0f;
        }
    }

    @Override
    public void equal(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] == b[bOff + i] ? 1f : 0f;
        }
    }

    @Override
    public void select(
            float[] condition,
            int conditionOff,
            float[] a,
            int aOff,
            float[] b,
            int bOff,
            float[] out,
            int outOff,
            int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = condition[conditionOff + i] != 0f ? a[aOff + i] : b[bOff + i];
        }
    }

    @Override
    public void multiplyAdd(
            float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = Math.fma(a[aOff + i], b[bOff + i], c[cOff + i]);
        }
    }

    @Override
    public void addScalar(float[] a, int aOff, float s, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] + s;
        }
    }

    @Override
    public void mulScalar(float[] a, int aOff, float s, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] * s;
        }
    }

    @Override
    public void multiplyAddScalar(float[] a, int aOff, float s, float[] c, int cOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = Math.fma(a[aOff + i], s, c[cOff + i]);
        }
    }

    @Override
    public void neg(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = -a[aOff + i];
        }
    }

    @Override
    public void abs(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = Math.abs(a[aOff + i]);
        }
    }

    @Override
    public void sqrt(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = (float) Math.sqrt(a[aOff + i]);
        }
    }

    @Override
    public void reciprocal(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = 1f / a[aOff + i];
        }
    }

    @Override
    public void sign(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = Math.signum(a[aOff + i]);
        }
    }

    @Override
    public void floor(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = (float) Math.floor(a[aOff + i]);
        }
    }

    @Override
    public void relu(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = Math.max(a[aOff + i], 0f);
        }
    }

    @Override
    public void exp(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.exp(a[aOff + i]);
        }
    }

    @Override
    public void log(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.log(a[aOff + i]);
        }
    }

    @Override
    public void sin(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarTrigonometry.sin(a[aOff + i]);
        }
    }

    @Override
    public void cos(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarTrigonometry.cos(a[aOff + i]);
        }
    }

    @Override
    public void sigmoid(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.sigmoid(a[aOff + i]);
        }
    }

    @Override
    public void tanh(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.tanh(a[aOff + i]);
        }
    }

    @Override
    public void softplus(float[] a, int aOff, float[] out, int outOff, int n) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = ScalarFunctions.softplus(a[aOff + i]);
        }
    }

    @Override
    public float sumRow(float[] a, int aOff, int n) {
        return ScalarRows.sumRow(a, aOff, n);
    }

    @Override
    public float dotRow(float[] a, int aOff, float[] b, int bOff, int n) {
        return ScalarRows.dotRow(a, aOff, b, bOff, n);
    }

    @Override
    public float maxRow(float[] a, int aOff, int n) {
        return ScalarRows.maxRow(a, aOff, n);
    }

    @Override
    public void sumRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        ScalarRows.sumRows(rows, cols, a, aOff, lda, out, outOff);
    }

    @Override
    public void maxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        ScalarRows.maxRows(rows, cols, a, aOff, lda, out, outOff);
    }

    @Override
    public void addColumnSums(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        ScalarRows.addColumnSums(rows, cols, a, aOff, lda, out, outOff);
    }

    @Override
    public void softmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        ScalarRows.softmaxRows(rows, cols, a, aOff, lda, out, outOff, ldo);
    }

    @Override
    public void logSoftmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        ScalarRows.logSoftmaxRows(rows, cols, a, aOff, lda, out, outOff, ldo);
    }

    @Override
    public void logSumExpRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        ScalarRows.logSumExpRows(rows, cols, a, aOff, lda, out, outOff);
    }

    @Override
    public void scatterAddRows(
            float[] a,
            int aOff,
            int cols,
            float[] indices,
            int indicesOff,
            int count,
            float[] table,
            int tableOff,
            int fromRow,
            int toRow) {
        ScalarRows.scatterAddRows(a, aOff, cols, indices, indicesOff, count, table, tableOff, fromRow, toRow);
    }
}
