package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Encodes a text of any length that is read off the steps, such as handwriting: the numbers of its symbols in order, whose positions among
 * the steps are unknown. Number 0 is the blank, 1 unknown symbols; those of the vocabulary follow.
 *
 * @param config the rules by which texts are cut
 * @param vocabulary of the texts
 * @param longest symbols of a text
 * @param columns one for each number
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record TranscriptEncoding(TextConfig config, Vocabulary vocabulary, int longest, ClassEncoding columns)
        implements TargetEncoding.Symbols {
    /** The name of number 0, which says that no symbol begins at a step. */
    private static final String BLANK = "<blank>";

    /** The encoding with a vocabulary. */
    public TranscriptEncoding(TextConfig config, Vocabulary vocabulary, int longest) {
        this(config, vocabulary, longest, new ClassEncoding(names(vocabulary), ClassEncoding.Form.NUMBER));
    }

    private static Labels names(Vocabulary vocabulary) {
        List<String> names = new ArrayList<>(vocabulary.names());
        names.set(Vocabulary.PADDING, BLANK);
        return Labels.inOrder(names);
    }

    /**
     * The numbers of a text.
     *
     * @param steps that it is read off
     * @throws DataException if the target is of another kind, empty, or longer than what can be read off so many steps
     */
    public int[] numbers(Target target, int steps) {
        if (!(target instanceof Target.Text written)) {
            throw new DataException("every example must have a text as its target, but this one has " + target.words());
        }
        int[] numbers =
                config.symbols(written.text()).stream().mapToInt(vocabulary::id).toArray();
        if (numbers.length == 0) {
            throw new DataException("a text to read must have at least one "
                    + config.tokenizer().inWords() + ", but is empty; leave the example out");
        }
        int repeated = 0;
        for (int i = 1; i < numbers.length; i++) {
            repeated += numbers[i] == numbers[i - 1] ? 1 : 0;
        }
        if (numbers.length + repeated > steps) {
            throw new DataException("a text to read needs a step for each symbol"
                    + (repeated > 0 ? ", and one for the blank between two that are the same" : "") + ": "
                    + (numbers.length + repeated) + " for this one of " + numbers.length
                    + ", but the example has " + steps + "; leave it out, or give longer sequences");
        }
        if (numbers.length > longest) {
            throw new DataException("a text to read has at most " + longest
                    + " symbols, as in the data of the training, but this one has " + numbers.length);
        }
        return numbers;
    }

    /** {@code [U, 1]}. */
    @Override
    public Tensor encode(Target target) {
        return TargetEncoding.Symbols.column(numbers(target, Integer.MAX_VALUE));
    }

    /** The numbers of a text and then blanks, one for each step: {@code [T, 1]}. */
    static Tensor column(int[] numbers, int steps) {
        return TargetEncoding.Symbols.column(Arrays.copyOf(numbers, steps));
    }

    /** The symbols of numbers without blanks; an unknown one is {@code <unknown>}. */
    public List<String> symbols(List<Integer> numbers) {
        return numbers.stream()
                .map(number -> columns.labels().names().get(number))
                .toList();
    }

    /** The text of numbers without blanks: words with a space between them. */
    public String text(List<Integer> numbers) {
        return config.joined(symbols(numbers));
    }
}
