package dev.sluice.core.experiment.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConstraintExpressionTest {
    private static final Map<String, Double> VALUES = Map.of("a", 3.0, "b.c", 4.0, "d[x-y].e", 5.0);

    private static Optional<String> violation(String text) {
        return ConstraintExpression.parse(text).violation(name -> VALUES.getOrDefault(name, Double.NaN));
    }

    @ParameterizedTest
    @CsvSource({
        "a <= 3,true",
        "a < 3,false",
        "a * b.c >= 12,true",
        "a*b.c > 12,false",
        "a + b.c * 2 <= 11,true",
        "2 * a + 1.5e1 < d[x-y].e * 4 + 1_000,true",
        "200_000 >= a + 1e+2,true",
    })
    void violation_ofAConstraint_followsArithmetic(String text, boolean holds) {
        assertThat(violation(text).isEmpty()).isEqualTo(holds);
    }

    @Test
    void violation_broken_saysBothSides() {
        assertThat(violation("a * b.c <= 10"))
                .contains("'a * b.c <= 10' does not hold: 12 on the left, 10 on the right");
    }

    @ParameterizedTest
    @CsvSource({
        "a,has no comparison",
        "a <= 3 <= 4,has more than one comparison",
        "a <= ,misses a number or a name",
        "a + <= 3,misses a number or a name",
        "a b <= 3,'has ''b'' where + or * should be'",
        "a - 1 <= 3,'has ''- 1'' where + or * should be'",
        "* a <= 3,'has ''* a'' where a number or a name should be'",
    })
    void parse_noConstraint_saysWhy(String text, String why) {
        assertThatThrownBy(() -> ConstraintExpression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void names_ofAConstraint_areThoseInIt() {
        assertThat(ConstraintExpression.parse("a * b.c + 3 < a").names()).containsExactly("a", "b.c");
    }
}
