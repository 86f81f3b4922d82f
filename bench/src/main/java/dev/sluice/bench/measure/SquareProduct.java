package dev.sluice.bench.measure;

import static dev.sluice.core.kernel.CacheLine.START;

import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;

/** {@code C = A·B}, all {@code [n, n]}, the right side packed beforehand, from the start of a cache line as in the engine. */
final class SquareProduct implements Runnable {
    private final Kernels kernels = KernelChoice.best();
    private final int n;
    private final float[] a;
    private final float[] packed;
    private final float[] c;

    SquareProduct(int n) {
        this.n = n;
        a = new float[n * n];
        c = new float[START + n * n];
        packed = new float[START + kernels.products().packedLength(n, n)];
        kernels.products().packRight(new float[n * n], 0, n, false, n, n, packed, START);
    }

    @Override
    public void run() {
        kernels.products().multiply(n, n, n, a, 0, n, packed, START, c, START, n, false);
    }
}
