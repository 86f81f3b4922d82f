package dev.sluice.core.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.kernel.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tiles of every register file, also those that the machine at hand would not choose. */
class VectorProductTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 12})
    void tile_everyHeight_isOneChainPerElement(int height) {
        int k = 37;
        int lda = VectorProduct.LEFT_ROW;
        int lds = VectorProduct.PANEL + 1;
        int ldc = VectorProduct.PANEL + 3;
        float[] a = random("a", height * lda + 1);
        float[] b = random("b", k * VectorProduct.PANEL + 2);
        float[] start = random("start", height * lds + 4);
        float[] c = random("c", height * ldc + 3);
        float[] expected = c.clone();
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < VectorProduct.PANEL; j++) {
                int at = 3 + i * ldc + j;
                expected[at] = start[4 + i * lds + j];
                for (int p = 0; p < k; p++) {
                    expected[at] = Math.fma(a[1 + i * lda + p], b[2 + p * VectorProduct.PANEL + j], expected[at]);
                }
            }
        }
        VectorProduct.tile(height, k, a, 1, b, 2, start, 4, lds, c, 3, ldc);
        assertThat(c).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8, 12})
    void height_anyNumberOfRows_usesExistingTilesAndFewSmallOnes(int tallest) {
        for (int rows = 1; rows <= 96; rows++) {
            int left = rows;
            int tiles = 0;
            while (left > 0) {
                int height = VectorProduct.height(left, tallest);
                assertThat(height).isIn(1, 2, 3, 4, 5, 6, 8, 12).isBetween(1, Math.min(left, tallest));
                left -= height;
                tiles++;
            }
            assertThat(tiles).as("tiles of %d rows", rows).isLessThanOrEqualTo((rows + tallest - 1) / tallest + 1);
        }
    }

    @Test
    void height_sixteenAndThirtyTwoRowsOnSixRowTiles_leavesNoTileBelowFourRows() {
        for (int rows : new int[] {16, 32}) {
            for (int left = rows; left > 0; left -= VectorProduct.height(left, 6)) {
                assertThat(VectorProduct.height(left, 6)).isGreaterThanOrEqualTo(4);
            }
        }
    }

    private static float[] random(String purpose, int n) {
        float[] out = new float[n];
        CounterRandom.of(5, purpose, 0).normalInto(0, out, 0, n);
        return out;
    }
}
