package dev.sluice.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What commas and points in numbers are taken for. */
final class NumberSignsTest {
    @Test
    void form_groupThatBeginsWithZero_isDecimals() {
        for (String shown : List.of("0,812", "-0,140", "012,500", "1,5", "10,6445", "1200,500", "1.200,500", ",5")) {
            NumberForm form = form(',', "10,644", "4,449", shown);
            assertThat(form.decimal()).as(shown).isEqualTo(',');
            assertThat(form.doubtful()).as(shown).isEmpty();
        }
        assertThat(form(',', "10,644", "0,812").number("10,644")).contains(10.644);
        assertThat(form(';', "1.250,5", "1.250").number("1.250")).contains(1250.0);
    }

    @Test
    void form_twoGroupsOrAPointElsewhere_isThousands() {
        for (String shown : List.of("1,013.5", "1,000,250", "0.5", "12.25")) {
            for (char delimiter : new char[] {',', ';'}) {
                NumberForm form = form(delimiter, "10,644", shown);
                assertThat(form).as(shown).isEqualTo(new NumberForm('.', true, ""));
                assertThat(form.number("10,644")).contains(10_644.0);
            }
        }
    }

    @Test
    void form_nothingThatDecides_followsTheDelimiterAndIsDoubtful() {
        assertThat(form(',', "10,644", "4,449")).isEqualTo(new NumberForm('.', true, "10,644"));
        assertThat(form(';', "10,644", "4,449")).isEqualTo(new NumberForm(',', false, "10,644"));
        assertThat(form(';', "10,644").readings()).containsExactly("10.644", "10644");
        assertThat(form(',', "10.644", "7")).isEqualTo(new NumberForm('.', false, ""));
    }

    @Test
    void form_bothSigns_followsTheMost() {
        assertThat(form(',', "3,17", "0.5", "0.25", "7.5").decimal()).isEqualTo('.');
        assertThat(form(';', "0,5", "0,25", "7,5", "01.03").decimal()).isEqualTo(',');
    }

    @Test
    void number_signsThatARunRefuses_isNone() {
        assertThat(new NumberForm('.', true, "").number("1,2")).isEmpty();
        assertThat(new NumberForm(',', false, "").number("3.14")).isEmpty();
        assertThat(new NumberForm(',', true, "").number("-1.250,75")).contains(-1250.75);
        assertThat(new NumberForm('.', false, "").number("\u22123.5")).contains(-3.5);
    }

    private static NumberForm form(char delimiter, String... cells) {
        NumberSigns signs = new NumberSigns();
        List.of(cells).forEach(signs::add);
        return signs.form(delimiter);
    }
}
