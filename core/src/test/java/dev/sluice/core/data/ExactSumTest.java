package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.kernel.CounterRandom;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    /** Of all sizes that a float64 can have, with both signs. */
    private static List<Double> numbers(int count) {
        CounterRandom random = CounterRandom.of(3, "numbers", 0);
        List<Double> numbers = new ArrayList<>(List.of(Double.MIN_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -0.0));
        for (int i = 0; i < count; i++) {
            numbers.add(Math.scalb(random.real(2L * i) - 0.5, random.below(2L * i + 1, 2000) - 1000));
        }
        return numbers;
    }

    private static ExactSum sum(List<Double> numbers) {
        ExactSum sum = new ExactSum();
        numbers.forEach(sum::add);
        return sum;
    }

    @Test
    void exact_numbersOfAllSizes_isThatOfDecimals() {
        List<Double> numbers = numbers(500);
        BigDecimal expected = numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum(numbers).exact()).isEqualByComparingTo(expected);
        assertThat(sum(numbers).value()).isEqualTo(expected.doubleValue());
    }

    @Test
    void exact_squares_areThoseOfDecimals() {
        List<Double> numbers =
                DoubleStream.of(0.1, -1e17 / 3, 1234.5678, 1e-100 / 7).boxed().toList();
        ExactSum squares = new ExactSum();
        numbers.forEach(squares::addSquare);
        BigDecimal expected =
                numbers.stream().map(BigDecimal::new).map(x -> x.multiply(x)).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(squares.exact()).isEqualByComparingTo(expected);
    }

    @Test
    void value_anyOrderAndParts_isTheSame() {
        List<Double> numbers = numbers(300);
        double expected = sum(numbers).value();
        for (int seed = 0; seed < 5; seed++) {
            List<Double> shuffled = new ArrayList<>(numbers);
            Collections.shuffle(shuffled, new Random(seed));
            ExactSum both = sum(shuffled.subList(0, 40 * seed));
            both.add(sum(shuffled.subList(40 * seed, shuffled.size())));
            assertThat(both.value()).isEqualTo(expected);
        }
    }

    @Test
    void value_infiniteNumbers_isAsFloat64Adds() {
        assertThat(sum(List.of(1.0, Double.POSITIVE_INFINITY)).value()).isInfinite();
        assertThat(sum(List.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                        .value())
                .isNaN();
    }
}
