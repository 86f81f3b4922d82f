package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.kernel.CacheLine;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final int CACHE_LINE = 64;

    @Test
    void start_behindAnArraysHeader_isTheStartOfACacheLine() throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        int header = unsafe.getField("ARRAY_FLOAT_BASE_OFFSET").getInt(null);

        assertThat((header + CacheLine.START * Float.BYTES) % CACHE_LINE).isZero();
    }

    @Test
    void share_valueOfAnotherSlot_isInTheSamePlace() {
        Values values = new Values(2);
        values.put(0, new float[20], CacheLine.START);

        values.share(1, 0);

        assertThat(values.array(1)).isSameAs(values.array(0));
        assertThat(values.start(1)).isEqualTo(CacheLine.START);
        values.clear(0);
        assertThat(values.has(0)).isFalse();
        assertThat(values.has(1)).isTrue();
    }
}
