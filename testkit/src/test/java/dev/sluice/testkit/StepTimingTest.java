package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import org.junit.jupiter.api.Test;

class StepTimingTest {
    private static final Cell SIMPLE = cell -> {
        Expr h = cell.state("h");
        cell.next("h", Exprs.tanh(cell.linear("h", cell.input(), h)));
    };

    private static final Cell TEN_TIMES = cell -> {
        Expr next = cell.state("h");
        for (int i = 0; i < 10; i++) {
            next = Exprs.tanh(cell.linear("h" + i, cell.input(), next));
        }
        cell.next("h", next);
    };

    /** However busy the machine: the middle of many turns, each of which is beside the other. */
    @Test
    void measure_moreWork_takesLongerInTheMiddleHalfOfTheTurns() {
        StepTiming timing = StepTiming.measure(TEN_TIMES, SIMPLE, new StepTiming.Load(16, 8, 24, 12));

        assertThat(timing.low()).isLessThanOrEqualTo(timing.ratio()).isGreaterThan(2);
        assertThat(timing.high()).isGreaterThanOrEqualTo(timing.ratio());
        assertThat(timing.cellMicros()).isGreaterThan(timing.otherMicros());
    }

    @Test
    void load_withoutRows_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepTiming.Load(0, 1, 2, 3))
                .withMessageContaining("at least 1, but were 0, 1, 2 and 3");
    }
}
