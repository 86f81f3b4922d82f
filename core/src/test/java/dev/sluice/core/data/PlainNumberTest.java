package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainNumberTest {
    @ParameterizedTest
    @CsvSource({"12, 12", "-.5, -0.5", "+1., 1", "1e-3, 0.001", "2.5E+4, 25000"})
    void read_number_isTheNearest(String text, double number) {
        assertThat(PlainNumber.read(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12d", "5f", "0x1p3", "Infinity", "1_000", "1,5", "--1", "e5", ".", " 1"})
    void read_noNumber_isEmpty(String text) {
        assertThat(PlainNumber.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN"})
    void read_wordForMissing_isNaN(String text) {
        assertThat(PlainNumber.read(text)).hasValue(Double.NaN);
    }
}
