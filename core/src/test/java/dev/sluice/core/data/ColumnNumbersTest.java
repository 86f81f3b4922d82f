package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.kernel.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnNumbersTest {
    /** Twice as many different numbers as there are classes, half of all being one. */
    private static double[] numbers() {
        CounterRandom random = CounterRandom.of(5, "numbers", 0);
        return IntStream.range(0, 4 * NumberCounts.MOST)
                .mapToDouble(i -> i % 2 == 0 ? 0 : (random.real(i) - 0.3) * Math.scalb(1, i % 20))
                .toArray();
    }

    @Test
    void at_moreNumbersThanClasses_areThoseOfSorting() {
        double[] numbers = numbers();
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        ColumnNumbers column = new ColumnNumbers(Pieces.of(List.of()), piece -> Arrays.stream(numbers));
        long[] places = {0, 1, 777, sorted.length / 3, sorted.length / 2, sorted.length - 2, sorted.length - 1};

        assertThat(column.count()).isEqualTo(sorted.length);
        assertThat(column.at(places))
                .containsExactly(Arrays.stream(places)
                        .mapToDouble(place -> sorted[(int) place])
                        .toArray());
    }

    @Test
    void counts_cutIntoPartsInAnotherOrder_areTheSame() {
        double[] numbers = numbers();
        NumberCounts whole = counts(0, numbers.length, numbers);
        NumberCounts parts = counts(numbers.length / 2, numbers.length, numbers);
        parts = NumberCounts.join(parts, counts(0, 1000, numbers));
        parts = NumberCounts.join(parts, counts(1000, numbers.length / 2, numbers));

        assertThat(whole.areExact()).isFalse();
        assertThat(whole.classes()).isLessThanOrEqualTo(NumberCounts.MOST).isEqualTo(parts.classes());
        for (int i = 0; i < whole.classes(); i++) {
            assertThat(parts.least(i)).isEqualTo(whole.least(i));
            assertThat(parts.count(i)).isEqualTo(whole.count(i));
        }
    }

    private static NumberCounts counts(int from, int to, double... numbers) {
        return NumberCounts.of(
                DoubleStream.concat(Arrays.stream(numbers, from, to), DoubleStream.of(Double.NaN)),
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
    }
}
