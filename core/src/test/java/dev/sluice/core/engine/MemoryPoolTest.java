package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.kernel.CacheLine;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
    private final MemoryPool pool = new MemoryPool();

    @Test
    void take_lengthThatWasGivenBack_isTheSameArray() {
        float[] array = pool.take(1000);
        pool.give(array);

        assertThat(pool.take(990)).isSameAs(array);
        assertThat(pool.take(990)).isNotSameAs(array);
    }

    @Test
    void take_muchLess_leavesTheLargeArray() {
        float[] large = pool.take(10_000);
        pool.give(large);

        assertThat(pool.take(1000)).isNotSameAs(large);
        assertThat(pool.take(10_000)).isSameAs(large);
    }

    @Test
    void takeExactly_afterALongerOne_hasItsLength() {
        pool.give(new float[128]);

        assertThat(pool.takeExactly(100)).hasSize(100);
        assertThat(pool.takeExactly(128)).hasSize(128);
    }

    @Test
    void rounded_anyLength_isAtMostAnEighthMore() {
        for (int length = 1; length < 100_000; length += 37) {
            assertThat(MemoryPool.rounded(length) - CacheLine.START)
                    .isGreaterThanOrEqualTo(length)
                    .isLessThanOrEqualTo(Math.max(64, length + length / 8 + 64));
        }
    }

    @Test
    void rounded_longestLength_isTheLongestArray() {
        int longest = Integer.MAX_VALUE - 8;

        assertThat(MemoryPool.rounded(longest - CacheLine.START)).isEqualTo(longest);
        assertThatThrownBy(() -> MemoryPool.rounded(longest - CacheLine.START + 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("2147483628 floats");
    }
}
