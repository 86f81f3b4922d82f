package dev.sluice.core.baseline.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of each run of n symbols in the texts of each class, for one n.
 *
 * <p>A text is read between a start and an end mark, so that "begins with A" is an n-gram too.
 */
final class NgramCounts {
    private static final String START = "\u0002";
    private static final String END = "\u0003";
    /** Between the symbols of an n-gram: no symbol holds it. */
    private static final String BETWEEN = "\u0001";

    private final int length;
    private final Map<String, Integer> ids = new HashMap<>();
    /** The index of the first entry of n-gram {@code id} in the next two arrays; one more element than there are n-grams. */
    private final int[] starts;

    private final int[] entryClasses;
    private final int[] entryCounts;
    private final long[] totals;

    /**
     * Counts.
     *
     * @param texts each as its symbols, with its classes
     * @param classes the number of classes
     */
    NgramCounts(int length, List<ClassifiedText> texts, int classes) {
        this.length = length;
        long[] occurrences = occurrences(texts, classes);
        Arrays.sort(occurrences);
        int entries = runs(occurrences);
        starts = new int[ids.size() + 1];
        entryClasses = new int[entries];
        entryCounts = new int[entries];
        totals = new long[classes];
        int entry = -1;
        for (int i = 0; i < occurrences.length; i++) {
            int inClass = (int) (occurrences[i] % classes);
            if (i == 0 || occurrences[i] != occurrences[i - 1]) {
                entry++;
                entryClasses[entry] = inClass;
                starts[(int) (occurrences[i] / classes) + 1] = entry + 1;
            }
            entryCounts[entry]++;
            totals[inClass]++;
        }
    }

    /** One number for each n-gram of each text in each of its classes: the n-gram's id × classes + class. */
    private long[] occurrences(List<ClassifiedText> texts, int classes) {
        long[] found = new long[1 << 16];
        int size = 0;
        for (ClassifiedText text : texts) {
            for (String gram : grams(text.symbols())) {
                int id = ids.computeIfAbsent(gram, none -> ids.size());
                for (int own : text.classes()) {
                    if (size == found.length) {
                        found = Arrays.copyOf(found, 2 * size);
                    }
                    found[size++] = (long) id * classes + own;
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

    private List<String> grams(List<String> symbols) {
        // A lone mark is in every text and says nothing.
        if (length == 1) {
            return symbols;
        }
        List<String> marked = new ArrayList<>(symbols.size() + 2);
        marked.add(START);
        marked.addAll(symbols);
        marked.add(END);
        List<String> grams = new ArrayList<>();
        for (int i = 0; i + length <= marked.size(); i++) {
            grams.add(String.join(BETWEEN, marked.subList(i, i + length)));
        }
        return grams;
    }

    /** The number of different n-grams. */
    int size() {
        return ids.size();
    }

    /** The number of n-grams in the texts of a class. */
    long total(int inClass) {
        return totals[inClass];
    }

    /**
     * Adds {@code weights[count]} to the score of each class for each n-gram of a text.
     *
     * @param scores one per class. Modified.
     * @param weights by count, up to {@link #greatestCount}. Not modified.
     * @return how many of the text's n-grams are known
     */
    int addTo(double[] scores, List<String> symbols, double[] weights) {
        int known = 0;
        for (String gram : grams(symbols)) {
            Integer id = ids.get(gram);
            if (id != null) {
                known++;
                for (int entry = starts[id]; entry < starts[id + 1]; entry++) {
                    scores[entryClasses[entry]] += weights[entryCounts[entry]];
                }
            }
        }
        return known;
    }

    /** The greatest count of one n-gram in one class. */
    int greatestCount() {
        return Arrays.stream(entryCounts).max().orElse(0);
    }
}
