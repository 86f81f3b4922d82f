package dev.sluice.core.model;

import dev.sluice.core.option.AnyNames;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of tokens. */
@Description("The table with a vector of numbers for each token.")
public record EmbeddingOptions(
        @Description("Size of a token's vector.") @Default("64") @Range(min = 1)
        int size,

        @Description(
                "Initial vectors: a text file with a word and its numbers in each line (GloVe, word2vec, fastText),"
                        + " also .gz, or the folder of a run whose embedding is used; relative to the experiment"
                        + " file, $data/… for shared data. Other symbols are initialized as usual")
        @Default("''")
        String vectors,

        @Description("Whether words of that file get a row even if the training data contain them less often than"
                + " min_count, or never. With max_symbols, the most frequent words of the training data come"
                + " first, then those of the file in its order.")
        @Default("false")
        boolean allWords,

        @Description(
                "Whether vectors are multiplied by one number so that their root mean square is that of rows that begin as usual.")
        @Default("false")
        boolean scaleVectors,

        @Description("Whether training changes the table") @Default("true")
        boolean trainable,

        @Description(
                "Probability of zeroing a token's vector for a whole training batch, wherever the token occurs (Gal"
                        + " and Ghahramani, 2016).")
        @Default("0")
        @Range(min = 0, below = 1)
        double dropout,

        @Description("Probability of reading a token as the unknown one in training, drawn independently for each: the"
                + " network thus learns from known tokens how to treat unknown ones and their characters"
                + " (Kiperwasser and Goldberg, 2016).")
        @Default("0")
        @Range(min = 0, below = 1)
        double wordDropout,

        @Description("The characters of words, as additional features.") @Default("{}")
        CharacterOptions characters,

        @AnyNames
        @Description(
                "Sizes of embeddings for categorical columns, by name: {wind: 8}; all other such columns are one-hot"
                        + " encoded, with one column for each word.")
        @Default("{}")
        Map<String, Integer> categories) {
    /** Copies the map and checks the sizes. */
    public EmbeddingOptions {
        categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
        if (vectors.isEmpty() && (allWords || scaleVectors)) {
            String key = allWords ? "all_words" : "scale_vectors";
            throw new IllegalArgumentException(
                    key + " needs vectors, but none are given; name a file in vectors, or leave " + key + " out");
        }
        categories.forEach((name, rows) -> {
            if (rows < 1) {
                throw new IllegalArgumentException(
                        "categories need rows of at least 1 feature, but those of '" + name + "' have " + rows);
            }
        });
    }

    /** A table that begins as usual and is trained, all of whose rows are read. */
    public EmbeddingOptions(int size) {
        this(size, "", false, false, true, 0, 0, CharacterOptions.none(), Map.of());
    }

    /** Features of a row of an input's table. */
    int sizeOf(String input) {
        return categories.getOrDefault(input, size);
    }
}
