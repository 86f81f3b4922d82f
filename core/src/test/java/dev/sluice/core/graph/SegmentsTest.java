package dev.sluice.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final Dims ROW = Dims.of(Dim.BATCH, 3);
    private static final Dims SEQUENCE = ROW.prepend(Dim.TIME);
    private static final Expr X = Exprs.input("x", SEQUENCE);
    private static final Expr BORDER = Exprs.input("border", ROW);
    private static final Expr STATE = Exprs.input("state", ROW);
    private static final Expr CAPTURE = Exprs.input("capture", Dims.of(3));

    private static Segments segments(boolean beginnings) {
        return new Segments(
                List.of(X),
                List.of(BORDER),
                List.of(STATE),
                List.of(CAPTURE),
                List.of(STATE.add(BORDER)),
                List.of(X.mul(CAPTURE)),
                List.of(Exprs.tanh(X)),
                beginnings,
                false);
    }

    private static List<Expr> operands(Dims border) {
        return List.of(
                Exprs.input("xs", SEQUENCE),
                Exprs.input("borders", border),
                Exprs.input("h0", ROW),
                Exprs.input("b", Dims.of(3)));
    }

    @Test
    void count_anyNumberOfSteps_coversThemWithoutAnEmptySegment() {
        for (int steps = 1; steps <= 200; steps++) {
            int length = Segments.length(steps);
            int count = Segments.count(steps);
            assertThat(count * length).as("%d steps", steps).isGreaterThanOrEqualTo(steps);
            assertThat((count - 1) * length).as("%d steps", steps).isLessThan(steps);
            assertThat((long) length * length).as("%d steps", steps).isGreaterThanOrEqualTo(steps);
        }
        assertThat(Segments.count(0)).isZero();
    }

    @Test
    void body_results_haveNamesByTheirPurpose() {
        assertThat(segments(false).body().outputs().keySet()).containsExactly("next.0", "output.0", "aside.0");
    }

    @Test
    void results_withBeginnings_haveOneForEachSegment() {
        Dims perSegment = ROW.prepend(Segments.COUNT);

        assertThat(segments(false).results(operands(perSegment))).containsExactly(ROW, SEQUENCE);
        assertThat(segments(true).results(operands(perSegment))).containsExactly(ROW, SEQUENCE, perSegment);
    }

    @Test
    void results_operandsThatDoNotFit_areRefused() {
        assertThatThrownBy(() -> segments(false).results(operands(ROW)))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("operand 1")
                .hasMessageContaining("[segments, B, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> segments(false).results(List.of(X)))
                .withMessageContaining("takes 4 operands, but got 1");
    }
}
