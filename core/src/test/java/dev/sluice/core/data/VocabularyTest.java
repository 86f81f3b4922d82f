package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private final TextConfig config = TextConfig.defaults();

    private static List<Sequence> texts(String... texts) {
        return Stream.of(texts).<Sequence>map(Sequence.Text::new).toList();
    }

    @Test
    void build_countsThenCodePoints_decideTheOrder() {
        // U+FFE5 comes before the emoji by code point, after it by UTF-16 halves.
        Vocabulary vocabulary = Vocabulary.build(config, texts("bb", "a￥😀", "b"));
        assertThat(vocabulary.symbols()).containsExactly("b", "a", "￥", "😀");
        assertThat(vocabulary.id("b")).isEqualTo(2);
        assertThat(vocabulary.size()).isEqualTo(6);
    }

    @Test
    void build_orderOfTexts_doesNotMatter() {
        assertThat(Vocabulary.build(config, texts("xyz", "zzy")))
                .isEqualTo(Vocabulary.build(config, texts("zzy", "xyz")));
    }

    @Test
    void build_rareSymbols_shareTheUnknownNumber() {
        Vocabulary vocabulary = Vocabulary.build(config.withMinCount(2), texts("aab"));
        assertThat(vocabulary.symbols()).containsExactly("a");
        assertThat(vocabulary.id("b")).isEqualTo(Vocabulary.UNKNOWN);
    }

    @Test
    void of_symbolTwice_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Vocabulary.of(List.of("a", "a")));
    }
}
