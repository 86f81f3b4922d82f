package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallProductsTest {
    private static final int COUNT = 3;
    private static final int OFFSET = 2;

    @ParameterizedTest(name = "transposed {0} {1}, M={2} K={3} N={4}")
    @CsvSource({
        "false, false, 3, 5, 17", "false, true, 3, 17, 5", "true, false, 4, 3, 16",
        "false, false, 1, 1, 1", "false, true, 1, 1, 1", "true, false, 1, 1, 1",
        "false, false, 2, 0, 3", "false, true, 2, 0, 3", "true, false, 2, 0, 3"
    })
    void run_someMatrices_agreesWithSumsInFloat64(boolean transposeLeft, boolean transposeRight, int m, int k, int n) {
        BatchMatMul form = new BatchMatMul(transposeLeft, transposeRight);
        SmallProducts products = SmallProducts.of(form, dims(transposeLeft, m, k), dims(transposeRight, k, n));
        float[] a = numbers(m * k);
        float[] b = numbers(k * n);
        float[] c = new float[COUNT * m * n + OFFSET];
        products.run(KernelChoice.best(), COUNT, a, OFFSET, b, OFFSET, c, OFFSET);

        for (int i = 0; i < COUNT * m * n; i++) {
            int matrix = i / (m * n);
            int row = i % (m * n) / n;
            int column = i % n;
            double sum = 0;
            for (int p = 0; p < k; p++) {
                int left = transposeLeft ? p * m + row : row * k + p;
                int right = transposeRight ? column * k + p : p * n + column;
                sum += (double) a[OFFSET + matrix * m * k + left] * b[OFFSET + matrix * k * n + right];
            }
            assertThat((double) c[OFFSET + i]).as("element %d", i).isCloseTo(sum, within(1e-5));
        }
        float[] scalar = new float[c.length];
        products.run(Kernels.scalar(), COUNT, a, OFFSET, b, OFFSET, scalar, OFFSET);
        assertThat(c).as("the same bits from all kernels").containsExactly(scalar);
    }

    private static Dims dims(boolean transposed, int rows, int columns) {
        return transposed ? Dims.of(Dim.BATCH, columns, rows) : Dims.of(Dim.BATCH, rows, columns);
    }

    private static float[] numbers(int each) {
        float[] numbers = new float[COUNT * each + OFFSET];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) Math.sin(1 + i);
        }
        return numbers;
    }
}
