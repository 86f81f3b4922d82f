package dev.sluice.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.kernel.CounterRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DomainTest {
    static List<Domain> domains() {
        return List.of(
                IntDomain.of(3, 3),
                IntDomain.of(-2, 5),
                IntDomain.log(1, 1000),
                new IntDomain(32, 250, false, 32),
                new IntDomain(1, 256, true, 5),
                IntDomain.of(-(1L << 52), 1L << 52),
                FloatDomain.of(-1, 1),
                FloatDomain.of(2, 2),
                FloatDomain.log(1e-6, 10),
                new FloatDomain(0.1, 0.55, false, 0.1),
                new FloatDomain(0.001, 1, true, 0.05),
                ChoiceDomain.of("gru"),
                ChoiceDomain.of("gru", "lstm", "mgu"));
    }

    @ParameterizedTest
    @MethodSource("domains")
    void fromUnit_anyPosition_isContainedAndMapsBack(Domain domain) {
        CounterRandom random = CounterRandom.of(1, "domain", 0);
        for (int i = 0; i < 500; i++) {
            double position = i < 4 ? List.of(0.0, 1.0, -0.3, 1.7).get(i) : random.real(i);
            Object value = domain.fromUnit(position);
            assertThat(domain.contains(value)).as("%s in %s", value, domain).isTrue();
            double back = domain.toUnit(value);
            assertThat(back).isBetween(0.0, 1.0);
            Object again = domain.fromUnit(back);
            if (domain.size().isPresent()) {
                assertThat(again).isEqualTo(value);
            } else {
                assertThat((Double) again).isCloseTo((Double) value, within(1e-12 * Math.abs((Double) value)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("domains")
    void at_everyPlaceOfASmallDomain_isContainedAndDistinct(Domain domain) {
        long size = domain.size().orElse(0);
        if (size > 0 && size < 2000) {
            assertThat(LongStream.range(0, size).mapToObj(domain::at))
                    .doesNotHaveDuplicates()
                    .allMatch(domain::contains);
            assertThat(LongStream.range(0, size)).allMatch(place -> domain.placeOf(domain.at(place)) == place);
        }
        assertThatThrownBy(() -> domain.at(size)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void fromUnit_ofALogarithmicRange_reachesTheBoundsAsGiven() {
        FloatDomain rate = FloatDomain.log(1e-3, 5e-2);

        assertThat(rate.fromUnit(0)).isEqualTo(1e-3);
        assertThat(rate.fromUnit(1)).isEqualTo(5e-2);
    }

    @Test
    void fromUnit_ofAFiniteDomain_givesEachValueItsShare() {
        assertThat(shares(IntDomain.of(1, 4))).isEqualTo(Map.of("1", 250, "2", 250, "3", 250, "4", 250));
        assertThat(shares(ChoiceDomain.of("a", "b"))).isEqualTo(Map.of("a", 500, "b", 500));
        assertThat(shares(new FloatDomain(0.1, 0.3, false, 0.1))).isEqualTo(Map.of("0.1", 333, "0.2", 334, "0.3", 333));
        Map<String, Integer> log = shares(IntDomain.log(1, 4));
        // The borders lie at 1.5, 2.5 and 3.5 on a logarithmic scale that ends at 4.5 and begins as far below 1 as 1.5
        // is above.
        double width = Math.log(4.5) + Math.log(1.5);
        assertThat(log.get("1")).isCloseTo((int) (1000 * 2 * Math.log(1.5) / width), within(1));
        assertThat(log.get("4")).isCloseTo((int) (1000 * Math.log(4.5 / 3.5) / width), within(1));
    }

    @Test
    void steppedFloats_areDecimals() {
        FloatDomain tenths = new FloatDomain(0.1, 0.55, false, 0.1);
        assertThat(tenths.size()).hasValue(5);
        assertThat(tenths.at(2)).isEqualTo(0.3);
        assertThat(tenths.contains(0.55)).isFalse();
        assertThat(tenths.fromUnit(1)).isEqualTo(0.5);
        assertThat(new FloatDomain(0, 0.3, false, 0.1).size()).hasValue(4);
    }

    @Test
    void contains_aValueOfAnotherType_isFalse() {
        assertThat(IntDomain.of(1, 5).contains(3.0)).isFalse();
        assertThat(FloatDomain.of(1, 5).contains(3L)).isFalse();
        assertThat(FloatDomain.of(1, 5).contains(Double.NaN)).isFalse();
        assertThat(ChoiceDomain.of("3").contains(3L)).isFalse();
        assertThatThrownBy(() -> IntDomain.of(1, 5).toUnit(9L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole numbers from 1 to 5")
                .hasMessageContaining("9");
    }

    @Test
    void constructors_badBounds_sayWhatIsWrong() {
        rejects(() -> IntDomain.of(5, 4), "must not exceed", "5 and 4");
        rejects(() -> IntDomain.log(0, 4), "begin at 1 or above", "0");
        rejects(() -> new IntDomain(0, 4, false, 0), "step must be at least 1", "0");
        rejects(() -> IntDomain.of(Long.MIN_VALUE, 4), "within ±2^53");
        rejects(() -> FloatDomain.of(1, 0.5), "must not exceed", "1.0 and 0.5");
        rejects(() -> FloatDomain.log(0, 1), "begin above 0", "0.0");
        rejects(() -> FloatDomain.of(0, Double.NaN), "finite", "NaN");
        rejects(() -> FloatDomain.of(-1e308, 1e308), "finite");
        rejects(() -> new FloatDomain(0, 1, false, -1), "step", "-1.0");
        rejects(() -> new FloatDomain(0, 1, false, 1e-300), "too fine");
        rejects(() -> ChoiceDomain.of(), "at least one option");
        rejects(() -> ChoiceDomain.of("a", "a"), "must differ", "[a, a]");
    }

    private static void rejects(Runnable made, String... parts) {
        assertThatThrownBy(made::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    private static Map<String, Integer> shares(Domain domain) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            counts.merge(domain.fromUnit((i + 0.5) / 1000).toString(), 1, Integer::sum);
        }
        return counts;
    }
}
