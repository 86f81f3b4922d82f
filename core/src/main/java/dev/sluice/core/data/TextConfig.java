package dev.sluice.core.data;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * The rules by which a text becomes a sequence of symbols: the same in training, in evaluation and with the exported model.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TextConfig(
        @Description("The symbol of one step") @Default("character")
        Unit unit,

        @Description(
                "How often a symbol must occur in the training data to get a row of its own; rarer ones share the unknown row")
        @Default("1")
        @Range(min = 1)
        int minCount,

        @Description(
                "Longest sequence in symbols; the rest of a longer text is cut off, and the run says how many were cut")
        @Default("256")
        @Range(min = 1)
        int maxLength,

        @Description("Whether texts are turned to lower case first") @Default("false")
        boolean lowercase,

        @Description(
                "Whether texts are brought to Unicode's composed form (NFC) first, so that é is one symbol however it was typed")
        @Default("true")
        boolean normalize) {
    private static final Pattern WORD = Pattern.compile("\\P{javaWhitespace}+");

    /** The symbol of one step. */
    public enum Unit {
        /** A Unicode code point: an emoji is one symbol, not two halves. */
        CHARACTER,
        /** A run of characters between white space. */
        WORD
    }

    /** Checks the numbers. */
    public TextConfig {
        if (minCount < 1 || maxLength < 1) {
            throw new IllegalArgumentException(
                    "min_count and max_length must be at least 1, but were " + minCount + " and " + maxLength);
        }
    }

    /** Characters as they are in composed form, at most 256 of them. */
    public static TextConfig defaults() {
        return new TextConfig(Unit.CHARACTER, 1, 256, false, true);
    }

    /** These settings with another least count. */
    public TextConfig withMinCount(int count) {
        return new TextConfig(unit, count, maxLength, lowercase, normalize);
    }

    /** These settings with another greatest length. */
    public TextConfig withMaxLength(int length) {
        return new TextConfig(unit, minCount, length, lowercase, normalize);
    }

    /** Words as they are, never cut off: categories. */
    TextConfig ofWords() {
        return new TextConfig(Unit.WORD, 1, Integer.MAX_VALUE - 1, false, false);
    }

    /** These settings for texts that are never cut off. */
    public TextConfig unlimited() {
        // One less than the largest int: one more symbol is asked for to see whether there is a rest.
        return withMaxLength(Integer.MAX_VALUE - 1);
    }

    /** The text as the model is to see it, before it is cut into symbols: two texts with the same form are one input. */
    public String canonical(String text) {
        String form = normalize ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
        return lowercase ? form.toLowerCase(Locale.ROOT) : form;
    }

    /** The symbols of a text, at most {@link #maxLength}; empty if there is none. */
    public List<String> symbols(String text) {
        String canonical = canonical(text);
        return switch (unit) {
            case CHARACTER -> characters(canonical);
            case WORD ->
                canonical.strip().isEmpty()
                        ? List.of()
                        : List.of(canonical.strip().split("\\p{javaWhitespace}+", maxLength + 1)).stream()
                                .limit(maxLength)
                                .toList();
        };
    }

    /**
     * The symbols of an input, at most {@link #maxLength}. One that is cut already keeps its cuts.
     *
     * @throws DataException if the input is numeric
     */
    List<String> symbols(Sequence sequence) {
        return switch (sequence) {
            case Sequence.Text text -> symbols(text.text());
            case Sequence.Symbols cut ->
                cut.symbols().stream().limit(maxLength).map(this::canonical).toList();
            case Sequence.Categories words when words.perStep() -> words.values();
            default -> throw new DataException("the model reads texts, but was given " + sequence.words());
        };
    }

    /** The number of symbols of an input before it is cut to {@link #maxLength}; 0 for numeric ones. */
    int length(Sequence sequence) {
        return switch (sequence) {
            case Sequence.Text text -> {
                String canonical = canonical(text.text());
                yield unit == Unit.CHARACTER
                        ? canonical.codePointCount(0, canonical.length())
                        : (int) WORD.matcher(canonical).results().count();
            }
            case Sequence.Symbols cut -> cut.symbols().size();
            case Sequence.Categories words when words.perStep() -> words.values().size();
            default -> 0;
        };
    }

    /** A plain loop: every text of the data passes here before anything is compiled. */
    private List<String> characters(String text) {
        List<String> characters = new ArrayList<>(Math.min(text.length(), maxLength));
        for (int at = 0; at < text.length() && characters.size() < maxLength; ) {
            int codePoint = text.codePointAt(at);
            characters.add(character(codePoint));
            at += Character.charCount(codePoint);
        }
        return characters;
    }

    /** Half of a surrogate pair cannot be written to UTF-8 files, so it counts as the replacement character. */
    private static String character(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE ? "\uFFFD" : Character.toString(codePoint);
    }
}
