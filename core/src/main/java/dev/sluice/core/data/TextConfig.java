package dev.sluice.core.data;

import dev.sluice.core.error.BrokenPromiseException;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The rules by which a text becomes a sequence of symbols: the same in training, in evaluation and with the exported model.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TextConfig(
        @Description("Tokenizer, which splits texts into symbols") @Default("character")
        Choice<Tokenizer> unit,

        @Description(
                "Minimum number of occurrences in the training data for a symbol to get its own row; rarer ones share"
                        + " the unknown row")
        @Default("1")
        @Range(min = 1)
        int minCount,

        @Description("Maximum number of symbols with their own row, the most frequent ones; 0 for all")
        @Default("0")
        @Range(min = 0)
        int maxSymbols,

        @Description(
                "Maximum length of a sequence in symbols; longer texts are truncated, and the run reports how many")
        @Default("256")
        @Range(min = 1)
        int maxLength,

        @Description("Whether texts are converted to lower case first") @Default("false")
        boolean lowercase,

        @Description(
                "Whether texts are converted to Unicode's composed form (NFC) first, so that é is one symbol however"
                        + " it was typed")
        @Default("true")
        boolean normalize)
        implements Serializable {
    /** One less than the largest int: one extra symbol is requested to see whether the text goes on. */
    private static final int NO_LIMIT = Integer.MAX_VALUE - 1;

    /** Sluice's own tokenizers. */
    public enum Unit implements Tokenizer {
        /** A Unicode code point: an emoji is one symbol, not two halves. */
        CHARACTER("A Unicode code point: an emoji is one symbol, not two halves"),
        /** A user-perceived character: a letter with all its marks, an emoji with its skin tone, a flag. */
        GRAPHEME("A user-perceived character: a letter with all its marks, a flag"),
        /** A byte of the text in UTF-8, written as two hexadecimal digits: no symbol is ever unknown. */
        BYTE("A byte of the text in UTF-8, as two hexadecimal digits; no byte is unknown"),
        /** A run of characters between white space, for texts that are already tokenized. */
        WORD("A run of characters between white space, for texts that are already tokenized"),
        /** A word of letters and digits, with apostrophes within; every other sign is a separate symbol. */
        WORD_OR_SIGN("A word of letters and digits, with apostrophes within; every other sign is a separate symbol");

        private final String description;

        Unit(String description) {
            this.description = description;
        }

        /** The id of the component: {@code word-or-sign}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The unit of an id; empty if there is none. */
        public static Optional<Unit> named(String id) {
            return Arrays.stream(values()).filter(unit -> unit.id().equals(id)).findFirst();
        }

        /** The component in a sentence. */
        public String description() {
            return description;
        }

        /** The unit as it is chosen. */
        public Choice<Tokenizer> choice() {
            return new Choice<>(id(), this);
        }

        @Override
        public List<String> symbols(String text, int most) {
            return TextSymbols.of(this, text, most);
        }

        @Override
        public String text(List<String> symbols) {
            return TextSymbols.joined(this, symbols);
        }

        @Override
        public boolean isOfWords() {
            return this == WORD || this == WORD_OR_SIGN;
        }

        @Override
        public List<String> vocabulary() {
            return this == BYTE ? TextSymbols.allBytes() : List.of();
        }

        @Override
        public String inWords() {
            return isOfWords() ? "word" : this == BYTE ? "byte" : "character";
        }
    }

    /** Checks the numbers. Sluice's own tokenizers need no plugin to be made again, so none is kept with them. */
    public TextConfig {
        if (unit.component() instanceof Unit own) {
            unit = own.choice();
        }
        if (minCount < 1 || maxLength < 1) {
            throw new IllegalArgumentException(
                    "min_count and max_length must be at least 1, but were " + minCount + " and " + maxLength);
        }
    }

    /** Rules for a vocabulary of any size. */
    public TextConfig(Unit unit, int minCount, int maxLength, boolean lowercase, boolean normalize) {
        this(unit.choice(), minCount, 0, maxLength, lowercase, normalize);
    }

    /** Characters as they are in composed form, at most 256 of them. */
    public static TextConfig defaults() {
        return new TextConfig(Unit.CHARACTER, 1, 256, false, true);
    }

    /** These settings with another minimum count. */
    public TextConfig withMinCount(int count) {
        return new TextConfig(unit, count, maxSymbols, maxLength, lowercase, normalize);
    }

    /** These settings with another maximum length. */
    public TextConfig withMaxLength(int length) {
        return new TextConfig(unit, minCount, maxSymbols, length, lowercase, normalize);
    }

    /** Words as they are, never truncated: categories. */
    TextConfig ofWords() {
        return new TextConfig(Unit.WORD, 1, NO_LIMIT, false, false);
    }

    /** These settings for texts that are never truncated. */
    public TextConfig unlimited() {
        return withMaxLength(NO_LIMIT);
    }

    /** All symbols in their order where the tokenizer has them and no limit is set; empty if those of the training part are counted. */
    List<String> ownVocabulary() {
        return minCount > 1 || maxSymbols > 0 ? List.of() : tokenizer().vocabulary();
    }

    /** Returns whether texts are truncated. */
    public boolean isLimited() {
        return maxLength < NO_LIMIT;
    }

    /** Settings that keep texts as written, with the same tokenizer and maximum length. */
    public TextConfig asWritten() {
        return new TextConfig(unit, minCount, maxSymbols, maxLength, false, false);
    }

    /**
     * These settings with the files of the tokenizer read. One with a vocabulary of its own brings texts into its own form.
     *
     * @throws DataException if a file is not right, or settings do not go together with the tokenizer
     */
    public TextConfig opened(Reading reading) {
        if (unit.component() instanceof Unit) {
            return this;
        }
        Tokenizer tokenizer = KeptTokenizer.read(unit.component(), reading);
        boolean own = !tokenizer.vocabulary().isEmpty();
        if (own && (minCount > 1 || maxSymbols > 0 || lowercase)) {
            throw new DataException("the tokenizer " + unit.name()
                    + " has a vocabulary of its own and brings texts into its own form;"
                    + " leave data.text.min_count, max_symbols and lowercase out");
        }
        Choice<Tokenizer> ready = new Choice<>(unit.name(), tokenizer, unit.recipe());
        return new TextConfig(ready, minCount, maxSymbols, maxLength, lowercase, normalize && !own);
    }

    /** Sent to other processes by what it says; a plugin's tokenizer is not sent. */
    private Object writeReplace() throws NotSerializableException {
        if (unit.component() instanceof Unit own) {
            return new Sent(own, minCount, maxSymbols, maxLength, lowercase, normalize);
        }
        throw new NotSerializableException("tokenizer " + unit.name());
    }

    private record Sent(Unit unit, int minCount, int maxSymbols, int maxLength, boolean lowercase, boolean normalize)
            implements Serializable {
        private Object readResolve() {
            return new TextConfig(unit.choice(), minCount, maxSymbols, maxLength, lowercase, normalize);
        }
    }

    /** The tokenizer. */
    public Tokenizer tokenizer() {
        return unit.component();
    }

    /** The text as the model is to see it, before it is cut into symbols: two texts with the same form are one input. */
    public String canonical(String text) {
        String form = cased(text);
        return lowercase ? form.toLowerCase(Locale.ROOT) : form;
    }

    private String cased(String text) {
        return normalize ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
    }

    /** The symbols of a text, at most {@link #maxLength}; empty if there is none. */
    public List<String> symbols(String text) {
        if (lowercase && tokenizer().isOfWords()) {
            // Cut first: a letter such as İ is two in lower case, and words must be the same as those whose characters
            // are read.
            return cut(cased(text)).stream()
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .toList();
        }
        return cut(canonical(text));
    }

    private List<String> cut(String text) {
        List<String> symbols = tokenizer().symbols(text, maxLength);
        if (symbols.size() > maxLength || symbols.contains("")) {
            throw new BrokenPromiseException(
                    tokenizer(),
                    "must give at most as many symbols as it is asked for, none of them empty, but asked for "
                            + maxLength
                            + " 'symbols' gives " + symbols.size()
                            + (symbols.contains("")
                                    ? ", among them the empty one; leave it out"
                                    : "; leave out the rest"));
        }
        return symbols;
    }

    /** The text of a target as it was read, so that symbols outside of the vocabulary count as wrong. */
    public String reference(Target target) {
        if (!(target instanceof Target.Text given)) {
            return "";
        }
        return switch (given.text()) {
            case Sequence.Text whole -> canonical(whole.text()).strip();
            case Sequence.Symbols cut -> joined(cut.symbols());
            default -> "";
        };
    }

    /** The text of symbols: words have a space between them, and what is no text in bytes is U+FFFD. */
    public String joined(List<String> symbols) {
        return tokenizer().text(symbols);
    }

    /**
     * The symbols of an input, at most {@link #maxLength}. One that is cut already keeps its cuts.
     *
     * @throws DataException if the input is numeric
     */
    public List<String> symbols(Sequence sequence) {
        return switch (sequence) {
            case Sequence.Text text -> symbols(text.text());
            case Sequence.Symbols cut ->
                cut.symbols().stream().limit(maxLength).map(this::canonical).toList();
            case Sequence.Categories words when words.perStep() -> words.values();
            default -> throw new DataException("the model reads texts, but was given " + sequence.words());
        };
    }

    /** The same symbols in the case that they were written in: what their characters are read of. */
    List<String> spelled(Sequence sequence) {
        return lowercase
                ? new TextConfig(unit, minCount, maxSymbols, maxLength, false, normalize).symbols(sequence)
                : symbols(sequence);
    }

    /** The number of symbols of an input before it is cut to {@link #maxLength}; 0 for numeric ones. */
    int length(Sequence sequence) {
        return switch (sequence) {
            case Sequence.Text text ->
                tokenizer().symbols(canonical(text.text()), Integer.MAX_VALUE).size();
            case Sequence.Symbols cut -> cut.symbols().size();
            case Sequence.Categories words
            when words.perStep() -> words.values().size();
            default -> 0;
        };
    }
}
