package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Encodes a text of any length, such as a translation: the number of a symbol at each step, then the number of the end. Numbers
 * up to 3 are padding, unknown symbols, the begin and the end; those of the vocabulary follow.
 *
 * @param config the rules by which texts are cut
 * @param vocabulary of the texts to be written
 * @param columns one for each number
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record WrittenEncoding(TextConfig config, Vocabulary vocabulary, ClassEncoding columns)
        implements TargetEncoding.Symbols {
    /** The number of the symbol before the first, which is read and never written. */
    public static final int BEGIN = 2;

    /** The number of the symbol after the last. */
    public static final int END = 3;

    /** Numbers that a vocabulary does not have: begin and end. */
    private static final int MORE = 2;

    private static final List<String> NAMES =
            List.of(Vocabulary.PADDING_NAME, Vocabulary.UNKNOWN_NAME, "<begin>", "<end>");

    /** The encoding with a vocabulary. */
    public WrittenEncoding(TextConfig config, Vocabulary vocabulary) {
        this(config, vocabulary, new ClassEncoding(names(vocabulary), ClassEncoding.Form.NUMBER));
    }

    private static Labels names(Vocabulary vocabulary) {
        List<String> names = new ArrayList<>(NAMES);
        names.addAll(vocabulary.symbols());
        return Labels.inOrder(names);
    }

    /** The number of a symbol. */
    public int number(String symbol) {
        int id = vocabulary.id(symbol);
        return id == Vocabulary.UNKNOWN ? id : id + MORE;
    }

    /**
     * The numbers of a text and of the end.
     *
     * @throws DataException if the target is of another kind
     */
    public int[] numbers(Target target) {
        if (!(target instanceof Target.Text written)) {
            throw new DataException("every example must have a text as its target, but this one has " + target.words());
        }
        List<String> symbols = config.symbols(written.text());
        int[] numbers = new int[symbols.size() + 1];
        for (int i = 0; i < symbols.size(); i++) {
            numbers[i] = number(symbols.get(i));
        }
        numbers[symbols.size()] = END;
        return numbers;
    }

    /** What is read at each step in place of the step before it: the begin, then all numbers but the last. */
    static int[] read(int... numbers) {
        int[] read = new int[numbers.length];
        read[0] = BEGIN;
        System.arraycopy(numbers, 0, read, 1, numbers.length - 1);
        return read;
    }

    /** {@code [T, 1]}. */
    @Override
    public Tensor encode(Target target) {
        return TargetEncoding.Symbols.column(numbers(target));
    }

    /** The symbols of numbers up to the end; an unknown one is {@code <unknown>}. */
    public List<String> symbols(List<Integer> numbers) {
        List<String> symbols = new ArrayList<>();
        for (int number : numbers) {
            if (number == END) {
                break;
            }
            symbols.add(columns.labels().names().get(number));
        }
        return symbols;
    }

    /** The text of numbers up to the end: words with a space between them. */
    public String text(List<Integer> numbers) {
        return config.joined(symbols(numbers));
    }

    /** The text of a target as it was read, so that symbols outside of the vocabulary count as wrong. */
    public String reference(Target target) {
        return config.reference(target);
    }

    @Override
    public boolean everyStep() {
        return true;
    }
}
