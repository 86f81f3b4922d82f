package dev.sluice.core.kernel;

import static dev.sluice.core.kernel.Fixtures.BOTH;
import static dev.sluice.core.kernel.Fixtures.LENGTHS;
import static dev.sluice.core.kernel.Fixtures.SCALAR;
import static dev.sluice.core.kernel.Fixtures.VECTOR;
import static dev.sluice.core.kernel.Fixtures.assertSameBits;
import static dev.sluice.core.kernel.Fixtures.indices;
import static dev.sluice.core.kernel.Fixtures.numbers;
import static dev.sluice.core.kernel.Fixtures.wild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RowKernelsTest {

    static final List<Kernels> IMPLEMENTATIONS = BOTH;

    private interface PerRow {
        void on(RowKernels kernels, int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff);
    }

    private interface Matrix {
        void on(RowKernels kernels, int rows, int cols, float[] a, int aOff, int lda, float[] out, int outOff, int ldo);
    }

    private static final List<PerRow> PER_ROW =
            List.of(RowKernels::sumRows, RowKernels::maxRows, RowKernels::logSumExpRows, RowKernels::addColumnSums);
    private static final List<Matrix> MATRICES = List.of(RowKernels::softmaxRows, RowKernels::logSoftmaxRows);

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void sumRow_anyLength_foldsSixteenLanesAsATree(Kernels kernels) {
        for (int n : LENGTHS) {
            float[] a = numbers("a", n + 3);
            float[] b = numbers("b", n + 1);
            float[] sums = new float[16];
            float[] dots = new float[16];
            for (int i = 0; i < n; i++) {
                sums[i % 16] += a[3 + i];
                dots[i % 16] = Math.fma(a[3 + i], b[1 + i], dots[i % 16]);
            }
            assertThat(kernels.rows().sumRow(a, 3, n)).as("sum of %d", n).isEqualTo(tree(sums, 0, 16));
            assertThat(kernels.rows().dotRow(a, 3, b, 1, n)).as("dot of %d", n).isEqualTo(tree(dots, 0, 16));
        }
    }

    /** Lane l with lane l + 8, those with lane l + 4, ...: written recursively here. */
    private static float tree(float[] lanes, int first, int step) {
        if (step == 1) {
            return lanes[first];
        }
        int half = step / 2;
        float[] folded = new float[half];
        for (int l = 0; l < half; l++) {
            folded[l] = lanes[l] + lanes[l + half];
        }
        return tree(folded, 0, half);
    }

    @Test
    void reductions_wildValues_areTheSameInBothImplementations() {
        for (int n : LENGTHS) {
            for (int seed = 0; seed < 10; seed++) {
                float[] a = wild("a" + seed, n + 3);
                float[] b = wild("b" + seed, n + 1);
                float[] expected = {
                    SCALAR.rows().sumRow(a, 3, n),
                    SCALAR.rows().dotRow(a, 3, b, 1, n),
                    SCALAR.rows().maxRow(a, 3, n)
                };
                float[] actual = {
                    VECTOR.rows().sumRow(a, 3, n),
                    VECTOR.rows().dotRow(a, 3, b, 1, n),
                    VECTOR.rows().maxRow(a, 3, n)
                };
                assertSameBits(actual, expected, "sum, dot and max of " + n);
            }
        }
    }

    @Test
    void rowKernels_anySize_areTheSameInBothImplementations() {
        for (int cols : LENGTHS) {
            for (int rows : new int[] {0, 1, 2, 7}) {
                for (float[] a : List.of(numbers("a", 2 + rows * (cols + 3)), wild("a", 2 + rows * (cols + 3)))) {
                    for (PerRow kernel : PER_ROW) {
                        float[] expected = numbers("out", 1 + Math.max(rows, cols) + 1);
                        float[] actual = expected.clone();
                        kernel.on(SCALAR.rows(), rows, cols, a, 2, cols + 3, expected, 1);
                        kernel.on(VECTOR.rows(), rows, cols, a, 2, cols + 3, actual, 1);
                        assertSameBits(actual, expected, "kernel " + PER_ROW.indexOf(kernel));
                    }
                    for (Matrix kernel : MATRICES) {
                        float[] expected = numbers("out", 5 + rows * (cols + 4));
                        float[] actual = expected.clone();
                        kernel.on(SCALAR.rows(), rows, cols, a, 2, cols + 3, expected, 5, cols + 4);
                        kernel.on(VECTOR.rows(), rows, cols, a, 2, cols + 3, actual, 5, cols + 4);
                        assertSameBits(actual, expected, "matrix kernel " + MATRICES.indexOf(kernel));
                        float[] inPlace = a.clone();
                        float[] copy = a.clone();
                        kernel.on(SCALAR.rows(), rows, cols, copy, 2, cols + 3, copy, 2, cols + 3);
                        kernel.on(VECTOR.rows(), rows, cols, inPlace, 2, cols + 3, inPlace, 2, cols + 3);
                        assertSameBits(inPlace, copy, "matrix kernel in place " + MATRICES.indexOf(kernel));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void maxRow_zerosNaNAndNothing_followsMathMax(Kernels kernels) {
        float[] a = new float[40];
        Arrays.fill(a, -0f);
        assertThat(1 / kernels.rows().maxRow(a, 0, 40)).isEqualTo(Float.NEGATIVE_INFINITY);
        a[21] = 0f;
        assertThat(1 / kernels.rows().maxRow(a, 0, 40)).isEqualTo(Float.POSITIVE_INFINITY);
        a[3] = Float.NaN;
        assertThat(kernels.rows().maxRow(a, 0, 40)).isNaN();
        assertThat(kernels.rows().maxRow(a, 0, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(kernels.rows().sumRow(a, 0, 0)).isZero();
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void softmaxFamily_againstDoublePrecision_isClose(Kernels kernels) {
        int cols = 77;
        float[] a = numbers("a", cols);
        double max = Double.NEGATIVE_INFINITY;
        for (float x : a) {
            max = Math.max(max, x);
        }
        double sum = 0;
        for (float x : a) {
            sum += Math.exp(x - max);
        }
        float[] probability = new float[cols];
        float[] logarithm = new float[cols];
        float[] total = new float[1];
        kernels.rows().softmaxRows(1, cols, a, 0, cols, probability, 0, cols);
        kernels.rows().logSoftmaxRows(1, cols, a, 0, cols, logarithm, 0, cols);
        kernels.rows().logSumExpRows(1, cols, a, 0, cols, total, 0);
        assertThat((double) total[0]).isCloseTo(max + Math.log(sum), within(1e-5));
        for (int j = 0; j < cols; j++) {
            assertThat((double) probability[j]).isCloseTo(Math.exp(a[j] - max) / sum, within(1e-6));
            assertThat((double) logarithm[j]).isCloseTo(a[j] - max - Math.log(sum), within(1e-4));
        }
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void softmaxFamily_hugeAndInfiniteInputs_doesNotOverflow(Kernels kernels) {
        float[] a = {1000f, 1000f, Float.NEGATIVE_INFINITY};
        float[] out = new float[3];
        kernels.rows().softmaxRows(1, 3, a, 0, 3, out, 0, 3);
        assertThat(out).containsExactly(0.5f, 0.5f, 0f);
        float[] total = new float[3];
        kernels.rows().logSumExpRows(1, 2, a, 0, 3, total, 0);
        kernels.rows().logSumExpRows(1, 1, a, 2, 3, total, 1);
        kernels.rows().logSumExpRows(1, 0, a, 0, 3, total, 2);
        assertThat(total).containsExactly(1000f + 0.69314718f, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void addColumnSums_startsFromOut_addsRowsInOrder(Kernels kernels) {
        int rows = 9;
        int cols = 37;
        float[] a = numbers("a", rows * cols);
        float[] out = numbers("out", cols);
        float[] expected = out.clone();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                expected[j] += a[i * cols + j];
            }
        }
        kernels.rows().addColumnSums(rows, cols, a, 0, cols, out, 0);
        assertSameBits(out, expected, "column sums");
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void gatherAndScatter_repeatedRows_areAdjointAndOrdered(Kernels kernels) {
        int rows = 10;
        int cols = 21;
        int count = 50;
        float[] table = numbers("table", 2 + rows * cols);
        float[] chosen = indices("rows", count + 1, rows);
        float[] gathered = new float[3 + count * cols];
        kernels.rows().gatherRows(table, 2, cols, chosen, 1, count, gathered, 3);
        float[] expected = table.clone();
        for (int i = 0; i < count; i++) {
            int row = (int) chosen[1 + i];
            for (int j = 0; j < cols; j++) {
                assertThat(gathered[3 + i * cols + j]).isEqualTo(table[2 + row * cols + j]);
                expected[2 + row * cols + j] += gathered[3 + i * cols + j];
            }
        }
        float[] once = table.clone();
        kernels.rows().scatterAddRows(gathered, 3, cols, chosen, 1, count, once, 2, 0, rows);
        assertSameBits(once, expected, "scattered at once");
        float[] shared = table.clone();
        kernels.rows().scatterAddRows(gathered, 3, cols, chosen, 1, count, shared, 2, 4, rows);
        kernels.rows().scatterAddRows(gathered, 3, cols, chosen, 1, count, shared, 2, 0, 4);
        assertSameBits(shared, expected, "scattered by two owners");
    }
}
