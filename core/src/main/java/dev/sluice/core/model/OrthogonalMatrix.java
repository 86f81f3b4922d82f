package dev.sluice.core.model;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/** Random orthogonal matrices by QR decomposition in float64. */
final class OrthogonalMatrix {
    private OrthogonalMatrix() {}

    static Tensor create(Shape shape, double gain, InitialNumbers numbers) {
        int rows = shape.size(0);
        int columns = shape.size(1);
        int tall = Math.max(rows, columns);
        int narrow = Math.min(rows, columns);
        DMatrixRMaj normal = new DMatrixRMaj(tall, narrow);
        for (int i = 0; i < tall * narrow; i++) {
            normal.data[i] = numbers.normal(i);
        }
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(tall, narrow);
        if (!qr.decompose(normal)) {
            throw new IllegalStateException("the QR decomposition of a random " + shape + " failed");
        }
        DMatrixRMaj q = qr.getQ(null, true);
        DMatrixRMaj r = qr.getR(null, true);
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tall; i++) {
            for (int j = 0; j < narrow; j++) {
                // A decomposition may choose the signs of R's diagonal; making them positive makes Q unique and
                // uniform.
                double value = gain * q.get(i, j) * (r.get(j, j) < 0 ? -1 : 1);
                tensor.array()[rows >= columns ? i * columns + j : j * columns + i] = (float) value;
            }
        }
        return tensor;
    }
}
