package dev.sluice.core.kernel;

import static dev.sluice.core.kernel.Fixtures.BOTH;
import static dev.sluice.core.kernel.Fixtures.assertSameBits;
import static dev.sluice.core.kernel.Fixtures.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ProductKernelsTest {

    static final List<Kernels> IMPLEMENTATIONS = BOTH;

    private static final int[] ROWS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 23, 97};
    private static final int[] COLUMNS = {0, 1, 7, 8, 9, 15, 16, 17, 33, 47, 52};
    private static final int[] INNER = {0, 1, 2, 5, 31, 257};

    /** One product with margins around every array, so that a stray read or write shows. */
    private record Problem(int m, int n, int k, boolean transposedA, boolean transposedB, boolean accumulate) {
        Problem {
            // Products of rows have but one form.
            transposedB &= !transposedA;
            accumulate |= transposedA;
        }

        int lda() {
            return (transposedA ? m : k) + 3;
        }

        int ldb() {
            return (transposedB ? k : n) + 2;
        }

        int ldc() {
            return n + 5;
        }

        float[] left() {
            return numbers("left", 4 + Math.max(m, k) * lda() + lda());
        }

        float[] right() {
            return numbers("right", 6 + Math.max(n, k) * ldb() + ldb());
        }

        float[] start() {
            return numbers("start", 8 + (m + 1) * ldc());
        }

        float[] run(Kernels kernels) {
            float[] c = start();
            if (transposedA) {
                return sumOfRows(kernels.products(), c);
            }
            float[] packed = new float[3 + kernels.products().packedLength(k, n)];
            kernels.products().packRight(right(), 6, ldb(), transposedB, k, n, packed, 3);
            kernels.products().multiply(m, n, k, left(), 4, lda(), packed, 3, c, 8, ldc(), accumulate);
            return c;
        }

        private float[] sumOfRows(ProductKernels products, float[] c) {
            float[] left = new float[2 + products.packedLeftLength(k, m)];
            float[] right = new float[3 + products.packedLength(k, n)];
            products.packLeft(left(), 4, lda(), k, m, left, 2);
            products.packRight(right(), 6, ldb(), false, k, n, right, 3);
            products.addPackedRows(m, n, k, left, 2, right, 3, c, 8, ldc());
            return c;
        }

        float[] chains() {
            float[] a = left();
            float[] b = right();
            float[] c = start();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    float s = accumulate ? c[8 + i * ldc() + j] : 0f;
                    for (int p = 0; p < k; p++) {
                        float x = a[4 + (transposedA ? p * lda() + i : i * lda() + p)];
                        float y = b[6 + (transposedB ? j * ldb() + p : p * ldb() + j)];
                        s = Math.fma(x, y, s);
                    }
                    c[8 + i * ldc() + j] = s;
                }
            }
            return c;
        }
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void multiply_anySizeAndLayout_isOneChainPerElement(Kernels kernels) {
        int number = 0;
        for (int m : ROWS) {
            for (int n : COLUMNS) {
                for (int k : INNER) {
                    number++;
                    Problem problem = new Problem(m, n, k, number % 2 == 0, number % 3 == 0, number % 5 < 2);
                    assertSameBits(problem.run(kernels), problem.chains(), problem.toString());
                }
            }
        }
        assertThat(number).isGreaterThan(800);
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void multiply_rowsOfAnotherStart_isOneChainPerElement(Kernels kernels) {
        for (int m : ROWS) {
            for (int n : COLUMNS) {
                for (int lds : new int[] {0, n + 2}) {
                    int k = 261;
                    float[] a = numbers("left", m * k);
                    float[] start = numbers("start", 5 + (m - 1) * lds + n + 2);
                    float[] right = numbers("right", k * n);
                    float[] packed = new float[kernels.products().packedLength(k, n)];
                    kernels.products().packRight(right, 0, n, false, k, n, packed, 0);
                    float[] c = numbers("old", m * n);
                    kernels.products().multiply(m, n, k, a, 0, k, packed, 0, start, 5, lds, c, 0, n);

                    float[] expected = new float[m * n];
                    for (int i = 0; i < m; i++) {
                        for (int j = 0; j < n; j++) {
                            float s = start[5 + i * lds + j];
                            for (int p = 0; p < k; p++) {
                                s = Math.fma(a[i * k + p], right[p * n + j], s);
                            }
                            expected[i * n + j] = s;
                        }
                    }
                    assertSameBits(c, expected, m + " x " + n + " from rows " + lds + " apart");
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void multiply_severalRightSides_hasTheBitsOfEachAlone(Kernels kernels) {
        ProductKernels products = kernels.products();
        RightSides sides = new RightSides();
        for (int m : new int[] {1, 2, 29, 203}) {
            for (int k : new int[] {0, 50, 300}) {
                int n = 45;
                float[] a = numbers("left", m * k);
                float[] bias = numbers("bias", n);
                float[][] alone = new float[3][];
                float[][] together = new float[3][];
                for (int i = 0; i < 3; i++) {
                    float[] packed = new float[products.packedLength(k, n)];
                    products.packRight(numbers("right" + i, k * n), 0, n, false, k, n, packed, 0);
                    alone[i] = numbers("old" + i, m * n);
                    together[i] = numbers("old" + i, m * n);
                    // From zeros, from a bias, on from what is there.
                    float[] start = i == 0 ? null : i == 1 ? bias : alone[i];
                    products.multiply(m, n, k, a, 0, k, packed, 0, start, 0, i == 2 ? n : 0, alone[i], 0, n);
                    start = i == 2 ? together[i] : start;
                    sides.add(packed, 0, start, 0, i == 2 ? n : 0, together[i], 0);
                }
                products.multiply(m, n, k, a, 0, k, sides, n);
                sides.clear();
                for (int i = 0; i < 3; i++) {
                    assertSameBits(together[i], alone[i], m + " x " + k + ", right side " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void multiply_afterOneThatFailed_isRight(Kernels kernels) {
        Problem problem = new Problem(5, 7, 9, false, false, false);
        float[] packed = new float[kernels.products().packedLength(9, 7)];
        float[] tooShort = new float[3];

        assertThatThrownBy(() ->
                        kernels.products().multiply(5, 7, 9, tooShort, 0, 9, packed, 0, new float[35], 0, 7, false))
                .isInstanceOf(IndexOutOfBoundsException.class);

        assertSameBits(problem.run(kernels), problem.chains(), problem.toString());
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void multiply_everyCombinationOfLayouts_isOneChainPerElement(Kernels kernels) {
        for (int flags = 0; flags < 8; flags++) {
            Problem problem = new Problem(29, 43, 300, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
            assertSameBits(problem.run(kernels), problem.chains(), problem.toString());
        }
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void multiply_severalBlocks_isOneChainPerElement(Kernels kernels) {
        for (int m : new int[] {1, 2, 400}) {
            for (boolean accumulate : new boolean[] {false, true}) {
                Problem problem = new Problem(m, 140, 1100, false, false, accumulate);
                assertSameBits(problem.run(kernels), problem.chains(), problem.toString());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void multiply_againstDoublePrecision_isWithinRounding(Kernels kernels) {
        int m = 20;
        int n = 24;
        int k = 600;
        Problem problem = new Problem(m, n, k, false, false, false);
        float[] a = problem.left();
        float[] b = problem.right();
        float[] c = problem.run(kernels);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                double size = 0;
                for (int p = 0; p < k; p++) {
                    double term = (double) a[4 + i * problem.lda() + p] * b[6 + p * problem.ldb() + j];
                    sum += term;
                    size += Math.abs(term);
                }
                assertThat((double) c[8 + i * problem.ldc() + j]).isCloseTo(sum, within(size * k * 0x1p-24));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void multiply_dividedByPanelsAndRows_givesTheSameBits(Kernels kernels) {
        int m = 37;
        int n = 5 * kernels.products().panelColumns() + 3;
        int k = 270;
        float[] a = numbers("left", m * k);
        float[] packed = new float[kernels.products().packedLength(k, n)];
        kernels.products().packRight(numbers("right", k * n), 0, n, false, k, n, packed, 0);
        float[] whole = new float[m * n];
        kernels.products().multiply(m, n, k, a, 0, k, packed, 0, whole, 0, n, false);

        int w = kernels.products().panelColumns();
        float[] pieces = new float[m * n];
        for (int[] panels : new int[][] {{0, 2}, {2, 3}, {3, 6}}) {
            for (int[] rows : new int[][] {{0, 13}, {13, 14}, {14, 37}}) {
                int from = panels[0] * w;
                int columns = Math.min(n, panels[1] * w) - from;
                kernels.products()
                        .multiply(
                                rows[1] - rows[0],
                                columns,
                                k,
                                a,
                                rows[0] * k,
                                k,
                                packed,
                                from * k,
                                pieces,
                                rows[0] * n + from,
                                n,
                                false);
            }
        }
        assertSameBits(pieces, whole, "product in pieces");
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void multiply_infiniteLeftSideAndPadding_doesNotLeakNaN(Kernels kernels) {
        float[] packed = new float[kernels.products().packedLength(1, 1)];
        kernels.products().packRight(new float[] {2f}, 0, 1, false, 1, 1, packed, 0);
        float[] c = {5f, 7f};
        kernels.products().multiply(1, 1, 1, new float[] {Float.POSITIVE_INFINITY}, 0, 1, packed, 0, c, 0, 2, false);
        assertThat(c).containsExactly(Float.POSITIVE_INFINITY, 7f);
    }

    @ParameterizedTest
    @FieldSource("IMPLEMENTATIONS")
    void packRight_lastPanel_isPaddedWithZeros(Kernels kernels) {
        int w = kernels.products().panelColumns();
        float[] packed = new float[kernels.products().packedLength(2, 1)];
        java.util.Arrays.fill(packed, 9f);
        kernels.products().packRight(new float[] {3f, 4f}, 0, 2, true, 2, 1, packed, 0);
        float[] expected = new float[2 * w];
        expected[0] = 3f;
        expected[w] = 4f;
        assertSameBits(packed, expected, "packed panel");
    }

    @Test
    void packedLength_columnsNotFillingAPanel_countsTheWholePanel() {
        for (Kernels kernels : BOTH) {
            int w = kernels.products().panelColumns();
            assertThat(kernels.products().packedLength(10, 0)).isZero();
            assertThat(kernels.products().packedLength(10, 1)).isEqualTo(10 * w);
            assertThat(kernels.products().packedLength(10, w)).isEqualTo(10 * w);
            assertThat(kernels.products().packedLength(10, w + 1)).isEqualTo(20 * w);
        }
    }

    @Test
    void transpose_oddSizes_exchangesRowsAndColumnsAndNothingElse() {
        int rows = 19;
        int cols = 35;
        float[] a = numbers("a", 2 + rows * (cols + 1));
        float[] out = numbers("out", 3 + cols * (rows + 4));
        float[] expected = out.clone();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                expected[3 + j * (rows + 4) + i] = a[2 + i * (cols + 1) + j];
            }
        }
        Fixtures.SCALAR.products().transpose(rows, cols, a, 2, cols + 1, out, 3, rows + 4);
        assertSameBits(out, expected, "transposed");
    }
}
