package dev.sluice.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {

    private static final CounterRandom STREAM = CounterRandom.of(42, "test", 3);

    /** The known answers published with Random123 for philox4x32, 10 rounds. */
    @Test
    void block_publishedCounters_givesPublishedWords() {
        assertThat(Philox.block(0, 0, 0L, 0L)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertThat(Philox.block(-1, -1, -1L, -1L)).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertThat(Philox.block(0xa4093822, 0x299f31d0, 0x0370734413198a2eL, 0x85a308d3243f6a88L))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    @Test
    void into_anyCut_givesTheNumbersOfTheirPositions() {
        int n = 3_000;
        for (long first : new long[] {0, 1, 2, 3, 1021, (1L << 33) - 5}) {
            float[] uniform = new float[n + 1];
            STREAM.uniformInto(first, uniform, 1, n);
            float[] normal = new float[n + 1];
            STREAM.normalInto(first, normal, 1, n);
            for (int i = 0; i < n; i += 7) {
                assertThat(uniform[1 + i]).isEqualTo(STREAM.uniform(first + i));
                assertThat(normal[1 + i]).isEqualTo(STREAM.normal(first + i));
            }
            float[] pieces = new float[n + 1];
            STREAM.uniformInto(first, pieces, 1, 5);
            STREAM.uniformInto(first + 5, pieces, 6, n - 5);
            assertThat(pieces).isEqualTo(uniform);
        }
    }

    @Test
    void stream_otherSeedPurposeOrStep_isUnrelated() {
        int n = 10_000;
        float[] base = new float[n];
        STREAM.uniformInto(0, base, 0, n);
        for (CounterRandom other : new CounterRandom[] {
            CounterRandom.of(43, "test", 3),
            CounterRandom.of(42, "tesu", 3),
            CounterRandom.of(42, "test", 4),
            STREAM.atStep(1L << 40)
        }) {
            float[] numbers = new float[n];
            other.uniformInto(0, numbers, 0, n);
            double correlation = 0;
            for (int i = 0; i < n; i++) {
                correlation += 12 * (base[i] - 0.5) * (numbers[i] - 0.5) / n;
            }
            assertThat(correlation).isCloseTo(0, within(0.05));
        }
        assertThat(STREAM.atStep(9).bits(5))
                .isEqualTo(CounterRandom.of(42, "test", 9).bits(5));
    }

    @Test
    void uniformAndNormal_manyDraws_haveTheirMoments() {
        int n = 200_000;
        float[] uniform = new float[n];
        float[] normal = new float[n];
        STREAM.uniformInto(0, uniform, 0, n);
        STREAM.normalInto(0, normal, 0, n);
        double[] sums = new double[5];
        for (int i = 0; i < n; i++) {
            assertThat(uniform[i] >= 0 && uniform[i] < 1).isTrue();
            sums[0] += uniform[i] / n;
            sums[1] += (uniform[i] - 0.5) * (uniform[i] - 0.5) / n;
            sums[2] += normal[i] / n;
            sums[3] += (double) normal[i] * normal[i] / n;
            sums[4] += Math.pow(normal[i], 4) / n;
        }
        assertThat(sums[0]).isCloseTo(0.5, within(0.005));
        assertThat(sums[1]).isCloseTo(1.0 / 12, within(0.002));
        assertThat(sums[2]).isCloseTo(0, within(0.01));
        assertThat(sums[3]).isCloseTo(1, within(0.02));
        assertThat(sums[4]).isCloseTo(3, within(0.15));
    }

    @Test
    void mask_keepProbability_keepsThatShare() {
        float[] mask = new float[100_003];
        Kernels.scalar().masks().mask(STREAM, 11, 0.8f, 1.25f, mask, 3, 100_000);
        int kept = 0;
        for (int i = 0; i < 100_000; i++) {
            assertThat(mask[3 + i]).isEqualTo(STREAM.uniform(11 + i) < 0.8f ? 1.25f : 0f);
            kept += mask[3 + i] > 0 ? 1 : 0;
        }
        assertThat(kept / 100_000.0).isCloseTo(0.8, within(0.01));
        float[] all = new float[1000];
        Kernels.scalar().masks().mask(STREAM, 0, 1f, 1f, all, 0, 1000);
        assertThat(all).containsOnly(1f);
        Kernels.scalar().masks().mask(STREAM, 0, 0f, 1f, all, 0, 1000);
        assertThat(all).containsOnly(0f);
    }

    @Test
    void below_anyBound_isEvenAndInRange() {
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[STREAM.below(i, 7)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(9_500, 10_500);
        }
        assertThatThrownBy(() -> STREAM.below(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive, but was 0");
    }

    @Test
    void permutation_ofN_holdsEachIndexOnceAndMoves() {
        int[] order = Permutation.of(1000, STREAM);
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(Permutation.of(1000, STREAM)).isEqualTo(order);
        assertThat(Permutation.of(1000, STREAM.atStep(4))).isNotEqualTo(order);
        assertThat(Permutation.of(0, STREAM)).isEmpty();
        assertThatThrownBy(() -> Permutation.of(-1, STREAM)).hasMessageContaining("at least 0, but was -1");
    }

    @Test
    void permutation_manySteps_putsEachElementEverywhereEvenly() {
        int[][] counts = new int[4][4];
        for (int step = 0; step < 40_000; step++) {
            int[] order = Permutation.of(4, STREAM.atStep(step));
            for (int i = 0; i < 4; i++) {
                counts[i][order[i]]++;
            }
        }
        for (int[] row : counts) {
            for (int count : row) {
                assertThat(count).isBetween(9_600, 10_400);
            }
        }
    }
}
