package dev.sluice.core.data.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.table.TimeFormat;
import dev.sluice.core.kernel.CounterRandom;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvNumbersTest {
    private static CsvNumbers numbers(char decimal, char thousands) {
        return new CsvNumbers(new CsvFormat(
                ";",
                CsvQuoting.AUTO,
                decimal,
                thousands,
                List.of("NA", "-200"),
                StandardCharsets.UTF_8,
                List.of(),
                true,
                new TimeFormat("", "", false)));
    }

    private static boolean read(CsvNumbers numbers, String cell) {
        char[] chars = ("xx" + cell + "9").toCharArray();
        return numbers.read(chars, 2, cell.length());
    }

    private static void assertNearest(String cell) {
        CsvNumbers numbers = numbers('.', CsvFormat.NONE);
        assertThat(read(numbers, cell)).as(cell).isTrue();
        assertThat(Double.doubleToRawLongBits(numbers.value()))
                .as(cell)
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(cell)));
    }

    @Test
    void read_numbers_areThoseOfJavasParser() {
        CounterRandom random = CounterRandom.of(3, "test", 0);
        for (int i = 0; i < 20_000; i++) {
            double number = random.normal(i) * Math.pow(10, i % 25 - 8);
            assertNearest(Double.toString(number));
            assertNearest(String.format(Locale.ROOT, "%." + i % 20 + "f", number));
        }
        List.of(
                        "0",
                        "-0",
                        "+5",
                        "-0.0",
                        "007.250",
                        ".5",
                        "5.",
                        "9007199254740993",
                        "9007199254740992",
                        "0.1",
                        "1e-400",
                        "123456789012345678",
                        "1234567890123456789",
                        "12345678901234567890.5",
                        "1E5",
                        "2.5e-3")
                .forEach(CsvNumbersTest::assertNearest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "-", "+", "1.2.3", "1,5", "1 5", "0x1", "NaN", "1d", "Infinity", "e5", "1e", "--1", "1-"
            })
    void read_otherTexts_areNoNumbers(String cell) {
        assertThat(read(numbers('.', CsvFormat.NONE), cell)).isFalse();
    }

    @Test
    void read_signsOfOtherCountries_areThoseOfTheFormat() {
        CsvNumbers german = numbers(',', '.');
        assertThat(read(german, "1.234.567,25")).isTrue();
        assertThat(german.value()).isEqualTo(1234567.25);
        assertThat(read(german, "\u221212,5")).isTrue();
        assertThat(german.value()).isEqualTo(-12.5);
        assertThat(read(german, "12.50")).as("two digits are no thousands").isFalse();
        assertThat(read(german, "1.2345")).isFalse();
        assertThat(read(numbers(',', CsvFormat.NONE), "1.5")).isFalse();
    }

    @Test
    void isMark_wordsAndNumbers_meanMissing() {
        CsvNumbers numbers = numbers('.', CsvFormat.NONE);
        assertThat(numbers.isMark("NA".toCharArray(), 0, 2)).isTrue();
        assertThat(read(numbers, "-200.0")).isTrue();
        assertThat(numbers.isMark()).isTrue();
        assertThat(read(numbers, "200")).isTrue();
        assertThat(numbers.isMark()).isFalse();
    }
}
