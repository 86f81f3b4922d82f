package dev.sluice.bench.peers.openblas;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.OPENBLAS_VERSION;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import dev.sluice.bench.Peer;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.ProductWork;
import dev.sluice.bench.work.Work;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.presets.openblas_nolapack;

/** {@code cblas_sgemm} on arrays outside Java's heap, so that nothing is copied for it. */
public final class OpenBlasPeer implements Peer {
    /** Found by the service loader. */
    public OpenBlasPeer() {}

    @Override
    public String name() {
        return "OpenBLAS";
    }

    @Override
    public String description() {
        return OPENBLAS_VERSION.strip() + ", cblas_sgemm on native memory";
    }

    @Override
    public Optional<Side> prepare(Work work, int threads) {
        return work instanceof ProductWork product ? Optional.of(new Product(product, threads)) : Optional.empty();
    }

    private static final class Product implements Side {
        private final ProductWork work;
        private final FloatPointer a;
        private final FloatPointer b;
        private final FloatPointer c;

        Product(ProductWork work, int threads) {
            this.work = work;
            a = new FloatPointer(work.left().array());
            b = new FloatPointer(work.right().array());
            c = new FloatPointer((long) work.m() * work.n());
            openblas_nolapack.blas_set_num_threads(threads);
        }

        @Override
        public void run() {
            cblas_sgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    work.m(),
                    work.n(),
                    work.k(),
                    1,
                    a,
                    work.k(),
                    b,
                    work.n(),
                    0,
                    c,
                    work.n());
        }

        @Override
        public Tensors results() {
            float[] result = new float[work.m() * work.n()];
            c.get(result);
            return Tensors.of("product", Tensor.wrap(Shape.of(work.m(), work.n()), result));
        }

        @Override
        public void close() {
            a.close();
            b.close();
            c.close();
        }
    }
}
