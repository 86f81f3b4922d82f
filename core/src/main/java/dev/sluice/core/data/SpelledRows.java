package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The characters of the words of many texts. Each word is kept once, however often it comes. Mutable. */
final class SpelledRows {
    private final Spelling spelling;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<int[]> words = new ArrayList<>();
    private final IntRows texts = new IntRows();

    SpelledRows(Spelling spelling) {
        this.spelling = spelling;
    }

    /** Adds a text at the end. */
    void add(List<String> text) {
        int[] row = new int[text.size()];
        for (int t = 0; t < row.length; t++) {
            row[t] = places.computeIfAbsent(text.get(t), word -> {
                words.add(spelling.of(word));
                return words.size() - 1;
            });
        }
        texts.add(row);
    }

    /** The characters of the first words of a text, {@code [T, L]}. */
    Tensor get(int place, int steps) {
        int[] row = texts.get(place);
        Tensor characters = Tensor.zeros(steps, spelling.maxLength());
        for (int t = 0; t < steps; t++) {
            Spelling.put(words.get(row[t]), characters, t);
        }
        return characters;
    }
}
