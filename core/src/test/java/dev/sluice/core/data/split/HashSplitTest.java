package dev.sluice.core.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashSplitTest {
    private static final int KEYS = 20_000;

    @Test
    void position_knownKeys_neverChanges() {
        // A change here would move the examples of every recorded run to other sides.
        assertThat(HashSplit.position("", 0)).isEqualTo(0.5048676404714686);
        assertThat(HashSplit.position("Deutschland", 1)).isEqualTo(0.8193022101657416);
        assertThat(HashSplit.position("日本", -1)).isEqualTo(0.7672340905243625);
    }

    @Test
    void position_manySimilarKeys_fillsEveryTenthEvenly() {
        int[] tenths = new int[10];
        IntStream.range(0, KEYS)
                .mapToDouble(i -> HashSplit.position("key" + i, 1))
                .forEach(place -> tenths[(int) (place * 10)]++);

        // Five standard deviations of a fair draw.
        int tolerance = (int) (5 * Math.sqrt(KEYS * 0.1 * 0.9));
        assertThat(Arrays.stream(tenths).boxed())
                .allSatisfy(count -> assertThat(count).isCloseTo(KEYS / 10, within(tolerance)));
    }

    @Test
    void position_anotherSalt_isAnUnrelatedSplit() {
        long onBothSides = IntStream.range(0, KEYS)
                .mapToObj(i -> "key" + i)
                .filter(key -> HashSplit.position(key, 1) < 0.1 && HashSplit.position(key, 2) < 0.1)
                .count();

        assertThat(onBothSides).isBetween(130L, 270L);
    }
}
