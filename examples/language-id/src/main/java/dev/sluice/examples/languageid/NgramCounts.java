package dev.sluice.examples.languageid;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Counts of each run of n characters in the names of each language, for one n.
 *
 * <p>A name is read as its code points between a start and an end mark, so that "begins with A" is an n-gram too.
 */
final class NgramCounts {
    private static final char START = '\u0002';
    private static final char END = '\u0003';

    private final int length;
    private final Map<String, Integer> ids = new HashMap<>();
    /** The index of the first entry of n-gram {@code id} in the next two arrays; one more element than there are n-grams. */
    private final int[] starts;

    private final int[] entryLanguages;
    private final int[] entryCounts;
    private final long[] totals;

    /**
     * Counts.
     *
     * @param languages all languages, sorted; others are not counted
     */
    NgramCounts(int length, List<Name> names, List<String> languages) {
        this.length = length;
        long[] occurrences = occurrences(names, languages);
        Arrays.sort(occurrences);
        int entries = runs(occurrences);
        starts = new int[ids.size() + 1];
        entryLanguages = new int[entries];
        entryCounts = new int[entries];
        totals = new long[languages.size()];
        int entry = -1;
        for (int i = 0; i < occurrences.length; i++) {
            int language = (int) (occurrences[i] % languages.size());
            if (i == 0 || occurrences[i] != occurrences[i - 1]) {
                entry++;
                entryLanguages[entry] = language;
                starts[(int) (occurrences[i] / languages.size()) + 1] = entry + 1;
            }
            entryCounts[entry]++;
            totals[language]++;
        }
    }

    /** One number for each n-gram of each name in each of its languages: the n-gram's id × languages + language. */
    private long[] occurrences(List<Name> names, List<String> languages) {
        long[] found = new long[1 << 16];
        int size = 0;
        for (Name name : names) {
            int[] own = indices(name.languages(), languages);
            for (String gram : grams(name.text())) {
                int id = ids.computeIfAbsent(gram, none -> ids.size());
                for (int language : own) {
                    if (size == found.length) {
                        found = Arrays.copyOf(found, 2 * size);
                    }
                    found[size++] = (long) id * languages.size() + language;
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    private static int runs(long[] sorted) {
        int runs = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                runs++;
            }
        }
        return runs;
    }

    private static int[] indices(SortedSet<String> some, List<String> languages) {
        return some.stream()
                .mapToInt(language -> Collections.binarySearch(languages, language))
                .filter(index -> index >= 0)
                .toArray();
    }

    private String[] grams(String text) {
        int[] points = (START + text + END).codePoints().toArray();
        // A lone mark is in every name and says nothing.
        int first = length == 1 ? 1 : 0;
        int last = points.length - (length == 1 ? 2 : length);
        String[] grams = new String[Math.max(0, last - first + 1)];
        for (int i = 0; i < grams.length; i++) {
            grams[i] = new String(points, first + i, length);
        }
        return grams;
    }

    /** The number of different n-grams. */
    int size() {
        return ids.size();
    }

    /** The number of n-grams in the names of a language. */
    long total(int language) {
        return totals[language];
    }

    /**
     * Adds {@code weights[count]} to the score of each language for each n-gram of a text.
     *
     * @param scores one per language. Modified.
     * @param weights by count, up to {@link #greatestCount}. Not modified.
     * @return how many of the text's n-grams are known
     */
    int addTo(double[] scores, String text, double[] weights) {
        int known = 0;
        for (String gram : grams(text)) {
            Integer id = ids.get(gram);
            if (id != null) {
                known++;
                for (int entry = starts[id]; entry < starts[id + 1]; entry++) {
                    scores[entryLanguages[entry]] += weights[entryCounts[entry]];
                }
            }
        }
        return known;
    }

    /** The greatest count of one n-gram in one language. */
    int greatestCount() {
        return Arrays.stream(entryCounts).max().orElse(0);
    }
}
