package dev.sluice.core.data;

import dev.sluice.core.model.ModelInput;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The characters of words as numbers, read beside the words. Case stays, whatever the words' own rules say, for it is half of what a
 * name looks like.
 *
 * @param maxLength characters of a word that are read, from its first
 * @param characters with their numbers
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Spelling(int maxLength, Vocabulary characters) {
    /** The rules by which the characters of words become symbols. */
    static TextConfig rules(int maxLength) {
        return TextConfig.defaults().withMaxLength(maxLength);
    }

    /** The characters of texts, word by word. */
    static Stream<Sequence> spelled(TextConfig words, Stream<? extends Sequence> texts) {
        return texts.flatMap(text -> words.spelled(text).stream()).map(Sequence.Text::new);
    }

    /** The name of the input with the characters of another: {@code tokens.characters}. */
    public static String nameOf(String words) {
        return words + ModelInput.Characters.SUFFIX;
    }

    /** The numbers of a word's characters, {@code [L]}, 0 behind them. */
    int[] of(String word) {
        List<String> symbols = rules(maxLength).symbols(word);
        int[] numbers = new int[maxLength];
        for (int i = 0; i < symbols.size(); i++) {
            numbers[i] = characters.id(symbols.get(i));
        }
        return numbers;
    }

    /** The characters of words, {@code [T, L]}. */
    Tensor of(List<String> words) {
        Tensor rows = Tensor.zeros(words.size(), maxLength);
        for (int t = 0; t < words.size(); t++) {
            put(of(words.get(t)), rows, t);
        }
        return rows;
    }

    static void put(int[] numbers, Tensor rows, int row) {
        for (int i = 0; i < numbers.length; i++) {
            rows.array()[row * numbers.length + i] = numbers[i];
        }
    }
}
