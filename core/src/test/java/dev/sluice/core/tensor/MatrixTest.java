package dev.sluice.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MatrixTest {
    private final AtomicInteger made = new AtomicInteger();

    /** 100 million rows of three numbers, none of which is held. */
    private Matrix large() {
        return Matrix.view(100_000_000, 3, (row, column) -> {
            made.incrementAndGet();
            return 10.0 * row + column;
        });
    }

    @Test
    void view_rows_areMadeWhenTheyAreAskedFor() {
        Matrix window = large().rows(50_000_000, 50_000_100).rows(10, 12);
        assertThat(made).hasValue(0);
        assertThat(window.array())
                .containsExactly(500_000_100, 500_000_101, 500_000_102, 500_000_110, 500_000_111, 500_000_112);
        assertThat(made).hasValue(6);
        assertThat(window).isEqualTo(Matrix.wrap(2, 3, window.array())).hasSameHashCodeAs(window.held());
        assertThat(window.get(1, 2)).isEqualTo(500_000_112);
    }

    @Test
    void view_blocks_areTheWholeInOrder() {
        Matrix view = large().rows(7, 20_007);
        double[] whole = view.array();
        int row = 0;
        for (Matrix block : view.blocks()) {
            assertThat(block.rows()).isLessThan(10_000);
            for (int i = 0; i < block.array().length; i++) {
                assertThat(block.array()[i]).isEqualTo(whole[row * 3 + i]);
            }
            row += block.rows();
        }
        assertThat(row).isEqualTo(20_000);
        Matrix held = view.held();
        assertThat(held.blocks()).containsExactly(held);
        assertThat(held.array()).as("its own numbers").isSameAs(held.array());
    }
}
