package dev.sluice.core.kernel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs the kernels of a training step on a thread of its own until it is closed, so that the virtual machine has compiled them
 * when the first batch comes: the Vector API is some thousand times slower before. A program that reads an experiment and its data
 * meanwhile leaves a processor free. Nothing that it computes is kept. Code stays compiled, so all warm-ups of a process together
 * last a few seconds at most.
 */
public final class WarmUp implements AutoCloseable {
    private static final int ROWS = 16;
    private static final int INNER = 32;
    private static final int COLUMNS = 96;
    private static final int LEAST_PROCESSORS = 2;
    private static final long MOST_NANOS = 3_000_000_000L;
    private static final AtomicLong SPENT_NANOS = new AtomicLong();

    private final Kernels kernels;
    private final float[] a = new float[ROWS * COLUMNS];
    private final float[] b = new float[INNER * COLUMNS];
    private final float[] c = new float[ROWS * COLUMNS];
    private volatile boolean closed;

    private WarmUp(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Begins; on a single processor, and once it has been done, it does nothing, as it would only take time from the rest. */
    public static WarmUp start(Kernels kernels) {
        WarmUp warmUp = new WarmUp(kernels);
        if (Runtime.getRuntime().availableProcessors() >= LEAST_PROCESSORS && SPENT_NANOS.get() < MOST_NANOS) {
            Thread.ofPlatform().daemon().name("sluice-warm-up").start(warmUp::run);
        }
        return warmUp;
    }

    private void run() {
        ProductKernels products = kernels.products();
        float[] packed = new float[products.packedLength(INNER, COLUMNS)];
        float[] left = new float[products.packedLeftLength(ROWS, INNER)];
        long before = System.nanoTime();
        while (!closed && SPENT_NANOS.get() < MOST_NANOS) {
            // Forward and the state's gradient; then a weight's gradient.
            products.packRight(b, 0, INNER, true, INNER, COLUMNS, packed, 0);
            products.multiply(ROWS, COLUMNS, INNER, a, 0, COLUMNS, packed, 0, c, 0, COLUMNS, false);
            products.multiply(ROWS, COLUMNS, INNER, a, 0, COLUMNS, packed, 0, c, 0, COLUMNS, true);
            products.packLeft(a, 0, COLUMNS, ROWS, INNER, left, 0);
            products.packRight(c, 0, COLUMNS, false, ROWS, COLUMNS, packed, 0);
            products.addPackedRows(INNER, COLUMNS, ROWS, left, 0, packed, 0, b, 0, COLUMNS);
            kernels.functions().sigmoid(a, 0, c, 0, COLUMNS);
            kernels.functions().tanh(a, 0, c, 0, COLUMNS);
            kernels.elementwise().add(a, 0, c, 0, c, 0, COLUMNS);
            kernels.elementwise().sub(a, 0, c, 0, c, 0, COLUMNS);
            kernels.elementwise().mul(a, 0, c, 0, c, 0, COLUMNS);
            kernels.rows().logSoftmaxRows(1, COLUMNS, a, 0, COLUMNS, c, 0, COLUMNS);
            kernels.rows().addColumnSums(ROWS, COLUMNS, a, 0, COLUMNS, c, 0);
            long now = System.nanoTime();
            SPENT_NANOS.addAndGet(now - before);
            before = now;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
