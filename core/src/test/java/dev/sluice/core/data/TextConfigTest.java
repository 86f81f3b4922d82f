package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
    void symbols_words_splitAtAnyWhiteSpaceAndCut() {
        assertThat(words.symbols("  The\tquick \n brown fox ")).containsExactly("the", "quick", "brown");
        assertThat(words.symbols(" \t ")).isEmpty();
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
