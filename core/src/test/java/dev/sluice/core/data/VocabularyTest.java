package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private final TextConfig config = TextConfig.defaults();

    @Test
    void build_countsThenCodePoints_decideTheOrder() {
        // U+FFE5 comes before the emoji by code point, after it by UTF-16 halves.
        Vocabulary vocabulary = Vocabulary.build(config, List.of("bb", "a￥😀", "b"));
        assertThat(vocabulary.symbols()).containsExactly("b", "a", "￥", "😀");
        assertThat(vocabulary.id("b")).isEqualTo(2);
        assertThat(vocabulary.size()).isEqualTo(6);
    }

    @Test
    void build_orderOfTexts_doesNotMatter() {
        assertThat(Vocabulary.build(config, List.of("xyz", "zzy")))
                .isEqualTo(Vocabulary.build(config, List.of("zzy", "xyz")));
    }

    @Test
    void build_rareSymbols_shareTheUnknownNumber() {
        Vocabulary vocabulary = Vocabulary.build(config.withMinCount(2), List.of("aab"));
        assertThat(vocabulary.symbols()).containsExactly("a");
        assertThat(vocabulary.id("b")).isEqualTo(Vocabulary.UNKNOWN);
    }

    @Test
    void of_symbolTwice_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Vocabulary.of(List.of("a", "a")));
    }
}
