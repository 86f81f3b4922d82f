package dev.sluice.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void word_controlCharacters_areEscaped() {
        assertThat(Printable.word("a\u001b[31mred\nb\r\t\u0000")).isEqualTo("a\\u001b[31mred\\nb\\r\\t\\u0000");
        assertThat(Printable.word("\u202eleft"))
                .as("a mark that turns the direction")
                .isEqualTo("\\u202eleft");
        assertThat(Printable.word("\ud800")).as("half of a pair").isEqualTo("\\ud800");
    }

    @Test
    void word_anyLanguage_isItself() {
        for (String word : new String[] {"Zürich", "très bien 👍", "لا", "नमस्ते", "👩‍🚀"}) {
            assertThat(Printable.word(word)).isEqualTo(word);
        }
    }

    @Test
    void word_long_isCutAndSaysHowLongItWas() {
        assertThat(Printable.word("x".repeat(100))).isEqualTo("x".repeat(60) + "… (100 characters)");
    }

    @Test
    void message_lines_stayAndTheRestIsEscapedAndCut() {
        assertThat(Printable.message("one\n  two\u0007")).isEqualTo("one\n  two\\u0007");
        assertThat(Printable.message("y".repeat(10_000_000)))
                .hasSizeLessThan(8_100)
                .endsWith("(10000000 characters)");
    }
}
