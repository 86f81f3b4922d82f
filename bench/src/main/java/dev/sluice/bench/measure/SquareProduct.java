package dev.sluice.bench.measure;

import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;

/** {@code C = A·B}, all {@code [n, n]}, the right side packed beforehand. */
final class SquareProduct implements Runnable {
    private final Kernels kernels = KernelChoice.best();
    private final int n;
    private final float[] a;
    private final float[] packed;
    private final float[] c;

    SquareProduct(int n) {
        this.n = n;
        a = new float[n * n];
        c = new float[n * n];
        packed = new float[kernels.products().packedLength(n, n)];
        kernels.products().packRight(new float[n * n], 0, n, false, n, n, packed, 0);
    }

    @Override
    public void run() {
        kernels.products().multiply(n, n, n, a, 0, n, packed, 0, c, 0, n, false);
    }
}
