package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.kernel.Kernels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannedMemoryTest {
    private static final int WIDTH = 512;

    /** A chain of products, each of which needs the one before alone; their weights are too large to go through rows together. */
    private static Plan chain(int products) {
        Expr w = Exprs.parameter("W", Dims.of(WIDTH, WIDTH));
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, WIDTH));
        for (int i = 0; i < products; i++) {
            x = x.matmulTransposed(w);
        }
        return Plan.compile(new Graph(Map.of("y", x.sum(-1))), new EngineOptions(1, Kernels.scalar()));
    }

    @Test
    void bytes_longerChain_usesFreedMemoryAgain() {
        assertThat(chain(9).bytes(16, 10)).isEqualTo(chain(3).bytes(16, 10));
        assertThat(chain(3).bytes(16, 10)).isGreaterThan(chain(1).bytes(16, 10));
    }

    @Test
    void bytes_moreSteps_growWithTheValues() {
        long value = 4L * 16 * 1000 * WIDTH;
        long grown = chain(3).bytes(16, 2000) - chain(3).bytes(16, 1000);

        // Two products at a time, and what their lengths are rounded up by.
        assertThat(grown).isBetween(2 * value, 2 * value + value / 2);
    }

    @Test
    void bytes_valueThatNoArrayHolds_isAnError() {
        assertThatThrownBy(() -> chain(1).bytes(1 << 16, 1 << 16)).isInstanceOf(ArithmeticException.class);
    }
}
