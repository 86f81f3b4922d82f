package dev.sluice.bench.measure;

/**
 * The machine's peak performance, measured: the roof that {@code bench} holds every figure against (S. Williams,
 * A. Waterman and D. Patterson, <i>Roofline</i>, 2009).
 *
 * @param flops fused multiply-adds from registers, in 10⁹ operations a second on one thread; one multiply-add counts as two
 * @param product the largest rate of a large matrix product with the kernels in use, in 10⁹ operations a second on one thread
 * @param bandwidth of {@code a = b + s·c} over arrays that fit into no cache, in 10⁹ bytes a second on one thread
 */
public record Peaks(double flops, double product, double bandwidth) {
    private static final int ROUNDS = 5;
    private static final int SIZE = 512;
    private static final int TRIAD = 1 << 23;

    /** Measures for about two seconds. */
    public static Peaks measure() {
        MultiplyAdds adds = MultiplyAdds.best();
        double flops = best(() -> adds.run(1 << 20), adds.operations(1 << 20));
        SquareProduct square = new SquareProduct(SIZE);
        double product = best(square, 2.0 * SIZE * SIZE * SIZE);
        Triad triad = new Triad(TRIAD);
        double bandwidth = best(triad, 3.0 * Float.BYTES * TRIAD);
        // A product is made of multiply-adds: what it reached can be reached.
        return new Peaks(Math.max(flops, product), product, bandwidth);
    }

    /** The larger of each: a neighbor who takes the processor can only lower a peak. */
    public Peaks or(Peaks other) {
        return new Peaks(
                Math.max(flops, other.flops), Math.max(product, other.product), Math.max(bandwidth, other.bandwidth));
    }

    /** The best rate, in 10⁹ a second: what disturbs only ever makes it slower. */
    private static double best(Runnable work, double amount) {
        long end = System.nanoTime() + 300_000_000L;
        while (System.nanoTime() < end) {
            work.run();
        }
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            int runs = 0;
            while (System.nanoTime() - begin < 50_000_000L || runs == 0) {
                work.run();
                runs++;
            }
            best = Math.max(best, amount * runs / (System.nanoTime() - begin));
        }
        return best;
    }

    private static final class Triad implements Runnable {
        private final float[] a;
        private final float[] b;
        private final float[] c;

        Triad(int n) {
            a = new float[n];
            b = new float[n];
            c = new float[n];
        }

        @Override
        public void run() {
            for (int i = 0; i < a.length; i++) {
                a[i] = b[i] + 3f * c[i];
            }
        }
    }
}
