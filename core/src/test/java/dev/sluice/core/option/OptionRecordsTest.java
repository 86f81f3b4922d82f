package dev.sluice.core.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionRecordsTest {
    private record Inner(@Range(min = 1) int steps) {
        Inner {
            if (steps == 13) {
                throw new IllegalArgumentException("not 13");
            }
        }
    }

    private record Outer(
            @Range(above = 0, max = 1) double learningRate,
            Inner inner,
            List<Inner> several,
            Map<String, Inner> named,
            double free) {}

    private static final Outer GOOD = new Outer(1, new Inner(1), List.of(), Map.of(), Double.NaN);

    @Test
    void checked_allInRange_returnsTheOptions() {
        assertThat(OptionRecords.checked(GOOD)).isSameAs(GOOD);
    }

    @Test
    void checked_severalOutOfRange_namesEachWithItsPath() {
        Outer bad = new Outer(0, new Inner(-1), List.of(new Inner(0)), Map.of("end", new Inner(-2)), 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionRecords.checked(bad))
                .withMessage("learning_rate must be above 0 and at most 1, but was 0.0;"
                        + " inner.steps must be at least 1, but was -1;"
                        + " several.steps must be at least 1, but was 0;"
                        + " named.end.steps must be at least 1, but was -2");
    }

    @Test
    void checked_infinityOrNan_isInNoRange() {
        for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OptionRecords.checked(OptionRecords.with(GOOD, "learningRate", value)))
                    .withMessageContaining("but was " + value);
        }
    }

    @Test
    void with_oneComponent_keepsTheOthers() {
        Inner other = new Inner(2);

        Outer changed = OptionRecords.with(GOOD, "inner", other);

        assertThat(changed).isEqualTo(new Outer(1, other, List.of(), Map.of(), Double.NaN));
        assertThat(GOOD.inner().steps()).isEqualTo(1);
    }

    @Test
    void with_valueThatTheRecordRefuses_throwsItsRefusal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionRecords.with(new Inner(1), "steps", 13))
                .withMessage("not 13");
    }

    @Test
    void with_unknownComponent_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionRecords.with(new Inner(1), "step", 2))
                .withMessageContaining("no component 'step'");
    }
}
