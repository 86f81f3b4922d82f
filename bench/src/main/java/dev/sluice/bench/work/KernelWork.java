package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import java.util.Locale;

/**
 * A kernel that is no product, over flat arrays on one thread: held against the memory's bandwidth, which no kernel that reads
 * and writes each element once can exceed on arrays that fit into no cache.
 *
 * @param elements of the result
 */
public record KernelWork(Kind kind, int elements) implements Work {
    /** Features of a row, where there are rows. */
    private static final int ROW = 128;

    /** Rows of the table that is gathered from. */
    private static final int TABLE = 1024;

    /** Which kernel. */
    public enum Kind {
        /** {@code e^a}. */
        EXP(2),
        /** Natural logarithm. */
        LOG(2),
        /** Hyperbolic tangent. */
        TANH(2),
        /** Logistic function. */
        SIGMOID(2),
        /** Softmax of rows of 128. */
        SOFTMAX(2),
        /** Rows of 128 from a table of 1,024. */
        GATHER(1),
        /** A dropout mask from Philox. */
        MASK(1);

        private final int passes;

        Kind(int passes) {
            this.passes = passes;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Group group() {
        return Group.KERNELS;
    }

    @Override
    public List<String> labels() {
        return List.of(kind.toString(), Integer.toString(elements));
    }

    @Override
    public double operations() {
        return 0;
    }

    @Override
    public double bytes() {
        return (double) Float.BYTES * kind.passes * elements;
    }

    @Override
    public Side ours(int threads) {
        return new Ours(this);
    }

    private static final class Ours implements Side {
        private final Kernels kernels = KernelChoice.best();
        private final CounterRandom random = CounterRandom.of(1, "bench/mask", 0);
        private final KernelWork work;
        private final float[] a;
        private final float[] indices;
        private final float[] out;

        Ours(KernelWork work) {
            this.work = work;
            int n = work.elements;
            a = Numbers.uniform("a", Shape.of(work.kind == Kind.GATHER ? TABLE * ROW : n), 4)
                    .array();
            if (work.kind == Kind.LOG) {
                kernels.functions().abs(a, 0, a, 0, n);
            }
            indices = Numbers.uniform("indices", Shape.of(n / ROW), 0.5).array();
            for (int i = 0; i < indices.length; i++) {
                indices[i] = (int) ((indices[i] + 0.5f) * TABLE);
            }
            out = new float[n];
        }

        @Override
        public void run() {
            int n = work.elements;
            switch (work.kind) {
                case EXP -> kernels.functions().exp(a, 0, out, 0, n);
                case LOG -> kernels.functions().log(a, 0, out, 0, n);
                case TANH -> kernels.functions().tanh(a, 0, out, 0, n);
                case SIGMOID -> kernels.functions().sigmoid(a, 0, out, 0, n);
                case SOFTMAX -> kernels.rows().softmaxRows(n / ROW, ROW, a, 0, ROW, out, 0, ROW);
                case GATHER -> kernels.rows().gatherRows(a, 0, ROW, indices, 0, n / ROW, out, 0);
                case MASK -> kernels.masks().mask(random, 0, 0.8f, 1.25f, out, 0, n);
            }
        }

        @Override
        public Tensors results() {
            return Tensors.of("out", Tensor.wrap(Shape.of(out.length), out));
        }
    }
}
