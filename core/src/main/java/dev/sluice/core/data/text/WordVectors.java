package dev.sluice.core.data.text;

import dev.sluice.core.data.DataReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Vectors of words from a text file, as GloVe, word2vec and fastText write them: a word and its numbers in each line, with a space between;
 * the first line may have the number of words and of features instead. Words that nobody asks for are passed over.
 */
public final class WordVectors {
    private static final int HEADER = 2;

    private final Map<String, float[]> vectors;
    /** The first vector of a word in any case, by the word in lower case. */
    private final Map<String, float[]> lowercase;

    private WordVectors(Map<String, float[]> vectors, Map<String, float[]> lowercase) {
        this.vectors = vectors;
        this.lowercase = lowercase;
    }

    /**
     * Vectors that are known already.
     *
     * @param vectors by word. Not modified.
     */
    public static WordVectors of(Map<String, float[]> vectors) {
        Map<String, float[]> lowercase = new HashMap<>();
        vectors.forEach((word, vector) -> lowercase.putIfAbsent(word.toLowerCase(Locale.ROOT), vector));
        return new WordVectors(Map.copyOf(vectors), lowercase);
    }

    /** The words of a file, in its order. */
    public static List<String> words(Path file) throws IOException {
        List<String> words = new ArrayList<>();
        each(file, (line, cells) -> words.add(cells[0]));
        return words;
    }

    /**
     * Reads the vectors of some words.
     *
     * @param words to read
     * @param size features of each
     * @throws dev.sluice.core.data.DataException if a line of a wanted word has another number of features, or something else than numbers
     */
    public static WordVectors read(Path file, Set<String> words, int size) throws IOException {
        Set<String> wanted = new HashSet<>();
        words.forEach(word -> wanted.add(word.toLowerCase(Locale.ROOT)));
        Map<String, float[]> vectors = new HashMap<>();
        Map<String, float[]> lowercase = new HashMap<>();
        each(file, (line, cells) -> {
            String lower = cells[0].toLowerCase(Locale.ROOT);
            if (wanted.contains(lower)
                    && (words.contains(cells[0]) || cells[0].equals(lower) || !lowercase.containsKey(lower))) {
                float[] numbers = numbers(line, cells, size);
                vectors.putIfAbsent(cells[0], numbers);
                lowercase.putIfAbsent(lower, numbers);
            }
        });
        return new WordVectors(vectors, lowercase);
    }

    /** The lines of words; the first line is none if it has two numbers. */
    private static void each(Path file, BiConsumer<TextLine, String[]> lines) throws IOException {
        TextEncoding encoding = new TextEncoding("UTF-8", BrokenBytes.REPLACE);
        new TextLines(encoding, new DataReport()).each(file, line -> {
            String[] cells = line.text().strip().split(" +");
            boolean header = line.number() == 1 && cells.length == HEADER;
            if (!header && !cells[0].isEmpty()) {
                lines.accept(line, cells);
            }
        });
    }

    private static float[] numbers(TextLine line, String[] cells, int size) {
        if (cells.length != size + 1) {
            throw line.wrong("must have a word and " + size + " numbers, as model.embedding.size says, but has "
                    + (cells.length - 1) + " behind '" + cells[0] + "'");
        }
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = number(cells[i + 1]);
            if (!Float.isFinite(numbers[i])) {
                throw line.wrong("'" + cells[i + 1] + "' behind the word '" + cells[0] + "' is no finite number");
            }
        }
        return numbers;
    }

    private static float number(String text) {
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    /** The vector of a word, else of the word in lower case, else of the first one that differs by case alone. */
    public Optional<float[]> of(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Stream.of(vectors.get(word), vectors.get(lower), lowercase.get(lower))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
