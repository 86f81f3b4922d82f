package dev.sluice.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final Dims ROW = Dims.of(Dim.BATCH, 2);
    private static final Dims STEPS = ROW.prepend(Dim.TIME);

    private final Expr x = Exprs.input("x", STEPS);
    private final Expr border = Exprs.input("border", ROW);
    private final Expr state = Exprs.input("state", ROW);

    private Segments loop(boolean beginnings) {
        return new Segments(
                List.of(x),
                List.of(border),
                List.of(state),
                List.of(),
                List.of(state.add(border)),
                List.of(x.mul(2)),
                List.of(x.mul(3)),
                beginnings,
                false);
    }

    @Test
    void count_anyNumberOfSteps_coversThemAllWithoutAnEmptySegment() {
        for (int steps = 1; steps <= 1000; steps++) {
            int length = Segments.length(steps);
            int count = Segments.count(steps);
            assertThat(count * length).as("%d steps", steps).isBetween(steps, steps + length - 1);
            assertThat(Math.max(count, length) - 1)
                    .as("room of %d steps", steps)
                    .isLessThanOrEqualTo((int) Math.sqrt(steps));
        }
    }

    @Test
    void results_areFinalStatesThenOutputsThenFirstStatesOfSegments() {
        List<Expr> operands =
                List.of(x, Exprs.input("borders", ROW.prepend(Segments.COUNT)), Exprs.input("first", ROW));

        assertThat(loop(false).results(operands)).containsExactly(ROW, STEPS);
        assertThat(loop(true).results(operands)).containsExactly(ROW, STEPS, ROW.prepend(Segments.COUNT));
    }

    @Test
    void results_operandOfAnotherShape_isNamed() {
        assertThatExceptionOfType(ShapeMismatchException.class)
                .isThrownBy(() -> loop(false).results(List.of(x, border, state)))
                .withMessageContaining("operand 1")
                .withMessageContaining("[segments, B, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loop(false).results(List.of(x)))
                .withMessageContaining("takes 3 operands, but got 1");
    }

    @Test
    void body_computesWhatIsAsideToo() {
        assertThat(loop(false).body().outputs()).containsOnlyKeys("next.0", "output.0", "aside.0");
    }
}
