package dev.sluice.core.data.text;

import dev.sluice.core.data.DataReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Vectors of words from a text file, as GloVe, word2vec and fastText write them: a word and its numbers in each line, with a space between;
 * the first line may have the number of words and of features instead. Words that nobody asks for are passed over.
 */
public final class WordVectors {
    private static final int HEADER = 2;

    private final Map<String, float[]> vectors;

    private WordVectors(Map<String, float[]> vectors) {
        this.vectors = vectors;
    }

    /**
     * Reads the vectors of some words.
     *
     * @param words that are wanted; one that is not there is looked for in lower case
     * @param size features of each
     * @throws dev.sluice.core.data.DataException if a line of a wanted word has another number of features, or something else than numbers
     */
    public static WordVectors read(Path file, Set<String> words, int size) throws IOException {
        Set<String> wanted = new HashSet<>(words);
        words.forEach(word -> wanted.add(word.toLowerCase(Locale.ROOT)));
        Map<String, float[]> vectors = new HashMap<>();
        TextEncoding encoding = new TextEncoding("UTF-8", BrokenBytes.REPLACE);
        new TextLines(encoding, new DataReport()).each(file, line -> {
            String[] cells = line.text().strip().split(" +");
            boolean header = line.number() == 1 && cells.length == HEADER;
            if (!header && wanted.contains(cells[0])) {
                vectors.putIfAbsent(cells[0], numbers(line, cells, size));
            }
        });
        return new WordVectors(vectors);
    }

    private static float[] numbers(TextLine line, String[] cells, int size) {
        if (cells.length != size + 1) {
            throw line.wrong("must have a word and " + size + " numbers, as model.embedding.size says, but has "
                    + (cells.length - 1) + " behind '" + cells[0] + "'");
        }
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            try {
                numbers[i] = Float.parseFloat(cells[i + 1]);
            } catch (NumberFormatException e) {
                throw line.wrong("'" + cells[i + 1] + "' behind the word '" + cells[0] + "' is no number");
            }
        }
        return numbers;
    }

    /** The vector of a word, or else of the word in lower case. */
    public Optional<float[]> of(String word) {
        float[] own = vectors.get(word);
        return Optional.ofNullable(own != null ? own : vectors.get(word.toLowerCase(Locale.ROOT)));
    }
}
