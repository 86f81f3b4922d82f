package dev.sluice.bench.work;

import static dev.sluice.core.kernel.CacheLine.START;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * {@code C [m, n] = A [m, k] · B [k, n]} on one thread.
 *
 * @param packedOnce whether our side packs {@code B} beforehand, as the engine does with the weights of a time step; if not,
 *     packing is timed
 */
public record ProductWork(int m, int k, int n, boolean packedOnce) implements Work {
    /** The left side, {@code [m, k]}. */
    public Tensor left() {
        return Numbers.uniform("left", Shape.of(m, k), 1);
    }

    /** The right side, {@code [k, n]}. */
    public Tensor right() {
        return Numbers.uniform("right", Shape.of(k, n), 1);
    }

    @Override
    public Group group() {
        return Group.PRODUCTS;
    }

    @Override
    public List<String> labels() {
        return List.of(
                Integer.toString(m), Integer.toString(k), Integer.toString(n), packedOnce ? "packed once" : "plain");
    }

    @Override
    public double operations() {
        return 2.0 * m * k * n;
    }

    @Override
    public Side ours(int threads) {
        return new Ours(this);
    }

    private static final class Ours implements Side {
        private final Kernels kernels = KernelChoice.best();
        private final ProductWork work;
        private final float[] a;
        private final float[] b;
        private final float[] packed;
        private final float[] c;

        Ours(ProductWork work) {
            this.work = work;
            a = work.left().array();
            b = work.right().array();
            packed = new float[START + kernels.products().packedLength(work.k, work.n)];
            c = new float[START + work.m * work.n];
            pack();
        }

        private void pack() {
            kernels.products().packRight(b, 0, work.n, false, work.k, work.n, packed, START);
        }

        @Override
        public void run() {
            if (!work.packedOnce) {
                pack();
            }
            kernels.products().multiply(work.m, work.n, work.k, a, 0, work.k, packed, START, c, START, work.n, false);
        }

        @Override
        public Tensors results() {
            return Tensors.of("product", Tensor.wrap(Shape.of(work.m, work.n), Arrays.copyOfRange(c, START, c.length)));
        }
    }
}
