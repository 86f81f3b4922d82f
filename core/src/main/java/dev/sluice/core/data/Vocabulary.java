package dev.sluice.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apiguardian.api.API;

/**
 * The symbols that a model knows and their numbers: 0 is padding, 1 stands for every unknown symbol, the others follow in
 * a fixed order, the most frequent first. Immutable.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Vocabulary {
    /** The id that pads a sequence to the length of the longest in its batch. */
    public static final int PADDING = 0;
    /** The id of every symbol that is not in the vocabulary. */
    public static final int UNKNOWN = 1;

    /** The name of padding where all numbers have names. */
    static final String PADDING_NAME = "<padding>";

    /** The name of unknown symbols where all numbers have names. */
    public static final String UNKNOWN_NAME = "<unknown>";

    private static final int FIRST = 2;

    private final List<String> symbols;
    private final Map<String, Integer> ids;

    private Vocabulary(List<String> symbols) {
        this.symbols = List.copyOf(symbols);
        ids = new HashMap<>();
        for (int i = 0; i < symbols.size(); i++) {
            ids.put(symbols.get(i), FIRST + i);
        }
    }

    /**
     * A vocabulary of known symbols, which get the numbers from 2 on.
     *
     * @throws IllegalArgumentException if a symbol occurs twice
     */
    public static Vocabulary of(List<String> symbols) {
        if (new HashSet<>(symbols).size() != symbols.size()) {
            throw new IllegalArgumentException("the symbols of a vocabulary must differ, but " + symbols.size()
                    + " symbols with repetitions were given");
        }
        return new Vocabulary(symbols);
    }

    /**
     * Counts symbols and keeps those that occur at least {@link TextConfig#minCount} times, at most {@link TextConfig#maxSymbols} of them: by count, then by code points,
     * so that the order of the texts does not matter. Give it the training split only.
     */
    public static Vocabulary build(TextConfig config, Iterable<? extends Sequence> texts) {
        return ofCounts(config, counts(config, StreamSupport.stream(texts.spliterator(), false)), List.of());
    }

    /** How often each symbol occurs. */
    static Map<String, Integer> counts(TextConfig config, Stream<? extends Sequence> texts) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> config.symbols(text).forEach(symbol -> counts.merge(symbol, 1, Integer::sum)));
        return counts;
    }

    /**
     * The vocabulary of symbols that occur so often, and of more words.
     *
     * @param more words that are included however rare they are; those that do not occur come last, in their order
     */
    static Vocabulary ofCounts(TextConfig config, Map<String, Integer> counts, List<String> more) {
        Set<String> known = new LinkedHashSet<>();
        more.forEach(word -> known.add(config.canonical(word)));
        List<String> kept = new ArrayList<>();
        counts.forEach((symbol, count) -> {
            if (count >= config.minCount() || known.contains(symbol)) {
                kept.add(symbol);
            }
        });
        kept.sort(Comparator.<String>comparingInt(symbol -> -counts.getOrDefault(symbol, 0))
                .thenComparing(Vocabulary::compareCodePoints));
        known.removeAll(counts.keySet());
        kept.addAll(known);
        boolean limited = config.maxSymbols() > 0 && kept.size() > config.maxSymbols();
        return new Vocabulary(limited ? kept.subList(0, config.maxSymbols()) : kept);
    }

    /** {@link String#compareTo} compares halves of surrogate pairs, which puts emoji before some other characters. */
    private static int compareCodePoints(String left, String right) {
        return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
    }

    /** The number of rows that an embedding needs: all symbols, padding and unknown. */
    public int size() {
        return FIRST + symbols.size();
    }

    /** A symbol's number; {@link #UNKNOWN} for one that is not known. */
    public int id(String symbol) {
        return ids.getOrDefault(symbol, UNKNOWN);
    }

    /** The names of all numbers, from 0 on: padding, unknown symbols, then the symbols. */
    public List<String> names() {
        List<String> names = new ArrayList<>(size());
        names.add(PADDING_NAME);
        names.add(UNKNOWN_NAME);
        names.addAll(symbols);
        return names;
    }

    /** The known symbols in the order of their numbers, the first of which is 2. */
    public List<String> symbols() {
        return symbols;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary vocabulary && symbols.equals(vocabulary.symbols);
    }

    @Override
    public int hashCode() {
        return symbols.hashCode();
    }

    @Override
    public String toString() {
        return "Vocabulary of " + symbols.size() + " symbols";
    }
}
