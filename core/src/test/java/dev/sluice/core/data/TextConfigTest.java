package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextConfigTest {
    private final TextConfig characters = TextConfig.defaults();
    private final TextConfig words = new TextConfig(TextConfig.Unit.WORD, 1, 3, true, true);

    @Test
    void symbols_emoji_isOneSymbol() {
        assertThat(characters.symbols("a😀b")).containsExactly("a", "😀", "b");
    }

    @Test
    void symbols_halfOfASurrogatePair_becomesReplacementCharacter() {
        assertThat(characters.symbols("a\uD83D")).containsExactly("a", "\uFFFD");
    }

    @Test
    void symbols_decomposedLetter_isComposed() {
        assertThat(characters.symbols("e\u0301")).containsExactly("é");
        assertThat(new TextConfig(TextConfig.Unit.CHARACTER, 1, 9, false, false).symbols("e\u0301"))
                .hasSize(2);
    }

    @Test
    void symbols_tenThousandCharacters_areCutOff() {
        assertThat(characters.withMaxLength(64).symbols("x".repeat(10_000))).hasSize(64);
    }

    @Test
    void symbols_graphemes_keepMarksTogether() {
        TextConfig graphemes = new TextConfig(TextConfig.Unit.GRAPHEME, 1, 3, false, true);

        assertThat(graphemes.symbols("नि🇩🇪x\u0323\u0307yz"))
                .containsExactly("नि", "🇩🇪", graphemes.canonical("x\u0323\u0307"));
        assertThat(graphemes.joined(graphemes.symbols("नि🇩🇪"))).isEqualTo("नि🇩🇪");
    }

    @Test
    void symbols_rightToLeft_keepTheOrderOfReading() {
        assertThat(words.symbols("שלום עולם")).containsExactly("שלום", "עולם");
        assertThat(characters.symbols("שלום")).containsExactly("ש", "ל", "ו", "ם");
    }

    @Test
    void symbols_bytes_areHexadecimalAndComeBack() {
        TextConfig bytes = new TextConfig(TextConfig.Unit.BYTE, 1, 9, false, true);

        assertThat(bytes.symbols("aé\n")).containsExactly("61", "c3", "a9", "0a");
        assertThat(bytes.joined(bytes.symbols("aé😀"))).isEqualTo("aé😀");
        assertThat(bytes.joined(List.of("61", "c3", "<unknown>"))).isEqualTo("a\uFFFD<unknown>");
        assertThat(bytes.withMaxLength(2).symbols("abc")).containsExactly("61", "62");
    }

    @Test
    void ownVocabulary_bytes_isAllOfThemUnlessLimited() {
        TextConfig bytes = new TextConfig(TextConfig.Unit.BYTE, 1, 9, false, true);

        assertThat(bytes.ownVocabulary())
                .hasSize(256)
                .contains("00", "c3", "ff")
                .doesNotHaveDuplicates();
        assertThat(bytes.ownVocabulary()).containsAll(bytes.symbols("aé😀"));
        assertThat(bytes.withMinCount(2).ownVocabulary()).isEmpty();
        assertThat(characters.ownVocabulary()).isEmpty();
    }

    @Test
    void symbols_wordsAndSigns_cutPunctuationOff() {
        TextConfig signs = new TextConfig(TextConfig.Unit.WORD_OR_SIGN, 1, 20, true, true);

        assertThat(signs.symbols("Don't go-there, 3.5 x's' (“naïve”) हिन्दी 😀!"))
                .containsExactly(
                        "don't", "go", "-", "there", ",", "3", ".", "5", "x's", "'", "(", "“", "naïve", "”", ")",
                        "हिन्दी", "😀", "!");
        assertThat(signs.withMaxLength(2).symbols("a, b c")).containsExactly("a", ",");
        assertThat(signs.symbols("'tis")).containsExactly("'", "tis");
        // French sets a narrow no-break space before some signs.
        assertThat(signs.symbols("bient\u00F4t\u202F?\u00A0!")).containsExactly("bient\u00F4t", "?", "!");
    }

    @Test
    void symbols_words_splitAtAnyWhiteSpaceAndCut() {
        assertThat(words.symbols("  The\tquick \n brown fox ")).containsExactly("the", "quick", "brown");
        assertThat(words.symbols(" \t ")).isEmpty();
        assertThat(words.symbols("10\u00A0000 km")).containsExactly("10\u00A0000", "km");
    }

    @Test
    void canonical_upperCase_staysUnlessAskedFor() {
        assertThat(characters.canonical("ÄB")).isEqualTo("ÄB");
        assertThat(words.canonical("ÄB")).isEqualTo("äb");
    }

    @Test
    void new_negativeLength_saysTheRule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> characters.withMaxLength(0))
                .withMessageContaining("max_length must be at least 1, but were 1 and 0");
    }
}
