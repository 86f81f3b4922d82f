package dev.sluice.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.Tokenizer;
import dev.sluice.testkit.TokenizerContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTokenizerTest extends TokenizerContract {
    private static Tokenizer of(String json) {
        return new JsonTokenizer(new JsonTokenizer.Options("tokenizer.json")).with(List.of(json));
    }

    private static List<Integer> ids(Tokenizer tokenizer, String text) {
        return tokenizer.symbols(text, 99).stream()
                .map(tokenizer.vocabulary()::indexOf)
                .toList();
    }

    @Override
    protected Tokenizer tokenizer() {
        return of(TokenizerFiles.bytePairs());
    }

    @Test
    void symbols_bytePairs_areMergedInOrder() {
        assertThat(ids(tokenizer(), "low lower")).containsExactly(257, 259, 258);
        assertThat(tokenizer().symbols("low lower", 99)).containsExactly("low", "\u0120low", "er");
        assertThat(ids(tokenizer(), "é!")).containsExactly(0xC3, 0xA9, (int) '!');
    }

    @Test
    void symbols_unigram_areTheLikeliestPieces() {
        Tokenizer tokenizer = of(TokenizerFiles.unigram());

        assertThat(ids(tokenizer, "cats")).containsExactly(2, 3);
        assertThat(ids(tokenizer, "cat act")).containsExactly(2, 1, 5, 6, 7);
        assertThat(ids(tokenizer, "catx")).containsExactly(2, 0);
        assertThat(tokenizer.text(List.of("\u2581cat", "s", "\u2581cat"))).isEqualTo("cats cat");
    }

    @Test
    void with_fileThatIsNone_isRefusedInWords() {
        assertThatThrownBy(() -> of("{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has no model.vocab");
        assertThatThrownBy(() -> of("no"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it is not JSON");
    }
}
