package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.Panels;

/**
 * Kernels on the vectors of {@code jdk.incubator.vector}, by topic: {@link VectorProduct},
 * {@link VectorSummedProduct}, {@link VectorArithmetic},
 * {@link VectorComparisons}, {@link VectorSimpleFunctions},
 * {@link Exponential}, {@link Logarithm}, {@link Trigonometry}, {@link Activations}, {@link VectorRows} and {@link VectorSoftmax}.
 */
final class VectorKernels implements Kernels {

    @Override
    public String name() {
        return "vector-" + Lanes.FLOATS.vectorBitSize();
    }

    @Override
    public int panelColumns() {
        return VectorProduct.PANEL;
    }

    @Override
    public void packRight(
            float[] b, int bOffset, int ldb, boolean transposed, int k, int n, float[] packed, int packedOffset) {
        if (transposed) {
            Panels.pack(b, bOffset, ldb, true, k, n, packed, packedOffset, VectorProduct.PANEL);
        } else {
            VectorPacking.rows(k, n, b, bOffset, ldb, packed, packedOffset);
        }
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
        VectorProduct.multiply(m, n, k, a, aOffset, lda, packed, packedOffset, c, cOffset, ldc, accumulate);
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
        VectorSummedProduct.multiply(m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
    }

    @Override
    public void add(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        VectorArithmetic.add(a, aOff, b, bOff, out, outOff, n);
    }

    @Override
    public void sub(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        VectorArithmetic.sub(a, aOff, b, bOff, out, outOff, n);
    }

    @Override
    public void mul(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        VectorArithmetic.mul(a, aOff, b, bOff, out, outOff, n);
    }

    @Override
    public void div(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        VectorArithmetic.div(a, aOff, b, bOff, out, outOff, n);
    }

    @Override
    public void min(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        VectorArithmetic.min(a, aOff, b, bOff, out, outOff, n);
    }

    @Override
    public void max(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        VectorArithmetic.max(a, aOff, b, bOff, out, outOff, n);
    }

    @Override
    public void greater(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        VectorComparisons.greater(a, aOff, b, bOff, out, outOff, n);
    }

    @Override
    public void greaterOrEqual(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        VectorComparisons.greaterOrEqual(a, aOff, b, bOff, out, outOff, n);
    }

    @Override
    public void equal(float[] a, int aOff, float[] b, int bOff, float[] out, int outOff, int n) {
        VectorComparisons.equal(a, aOff, b, bOff, out, outOff, n);
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
        VectorComparisons.select(condition, conditionOff, a, aOff, b, bOff, out, outOff, n);
    }

    @Override
    public void multiplyAdd(
            float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, float[] out, int outOff, int n) {
        VectorArithmetic.multiplyAdd(a, aOff, b, bOff, c, cOff, out, outOff, n);
    }

    @Override
    public void addScalar(float[] a, int aOff, float s, float[] out, int outOff, int n) {
        VectorArithmetic.addScalar(a, aOff, s, out, outOff, n);
    }

    @Override
    public void mulScalar(float[] a, int aOff, float s, float[] out, int outOff, int n) {
        VectorArithmetic.mulScalar(a, aOff, s, out, outOff, n);
    }

    @Override
    public void multiplyAddScalar(float[] a, int aOff, float s, float[] c, int cOff, float[] out, int outOff, int n) {
        VectorArithmetic.multiplyAddScalar(a, aOff, s, c, cOff, out, outOff, n);
    }

    @Override
    public void neg(float[] a, int aOff, float[] out, int outOff, int n) {
        VectorSimpleFunctions.neg(a, aOff, out, outOff, n);
    }

    @Override
    public void abs(float[] a, int aOff, float[] out, int outOff, int n) {
        VectorSimpleFunctions.abs(a, aOff, out, outOff, n);
    }

    @Override
    public void sqrt(float[] a, int aOff, float[] out, int outOff, int n) {
        VectorSimpleFunctions.sqrt(a, aOff, out, outOff, n);
    }

    @Override
    public void reciprocal(float[] a, int aOff, float[] out, int outOff, int n) {
        VectorSimpleFunctions.reciprocal(a, aOff, out, outOff, n);
    }

    @Override
    public void sign(float[] a, int aOff, float[] out, int outOff, int n) {
        VectorSimpleFunctions.sign(a, aOff, out, outOff, n);
    }

    @Override
    public void floor(float[] a, int aOff, float[] out, int outOff, int n) {
        VectorSimpleFunctions.floor(a, aOff, out, outOff, n);
    }

    @Override
    public void relu(float[] a, int aOff, float[] out, int outOff, int n) {
        VectorSimpleFunctions.relu(a, aOff, out, outOff, n);
    }

    @Override
    public void exp(float[] a, int aOff, float[] out, int outOff, int n) {
        Exponential.exp(a, aOff, out, outOff, n);
    }

    @Override
    public void log(float[] a, int aOff, float[] out, int outOff, int n) {
        Logarithm.log(a, aOff, out, outOff, n);
    }

    @Override
    public void sin(float[] a, int aOff, float[] out, int outOff, int n) {
        Trigonometry.sin(a, aOff, out, outOff, n);
    }

    @Override
    public void cos(float[] a, int aOff, float[] out, int outOff, int n) {
        Trigonometry.cos(a, aOff, out, outOff, n);
    }

    @Override
    public void sigmoid(float[] a, int aOff, float[] out, int outOff, int n) {
        Activations.sigmoid(a, aOff, out, outOff, n);
    }

    @Override
    public void tanh(float[] a, int aOff, float[] out, int outOff, int n) {
        Activations.tanh(a, aOff, out, outOff, n);
    }

    @Override
    public void softplus(float[] a, int aOff, float[] out, int outOff, int n) {
        Activations.softplus(a, aOff, out, outOff, n);
    }

    @Override
    public float sumRow(float[] a, int aOff, int n) {
        return VectorRows.sumRow(a, aOff, n);
    }

    @Override
    public float dotRow(float[] a, int aOff, float[] b, int bOff, int n) {
        return VectorRows.dotRow(a, aOff, b, bOff, n);
    }

    @Override
    public float maxRow(float[] a, int aOff, int n) {
        return VectorRows.maxRow(a, aOff, n);
    }

    @Override
    public void sumRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        VectorRows.sumRows(rows, cols, a, aOff, lda, out, outOff);
    }

    @Override
    public void maxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        VectorRows.maxRows(rows, cols, a, aOff, lda, out, outOff);
    }

    @Override
    public void addColumnSums(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        VectorRows.addColumnSums(rows, cols, a, aOff, lda, out, outOff);
    }

    @Override
    public void softmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        VectorSoftmax.softmaxRows(rows, cols, a, aOff, lda, out, outOff, ldo);
    }

    @Override
    public void logSoftmaxRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo) {
        VectorSoftmax.logSoftmaxRows(rows, cols, a, aOff, lda, out, outOff, ldo);
    }

    @Override
    public void logSumExpRows(int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff) {
        VectorSoftmax.logSumExpRows(rows, cols, a, aOff, lda, out, outOff);
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
        VectorRows.scatterAddRows(a, aOff, cols, indices, indicesOff, count, table, tableOff, fromRow, toRow);
    }
}
