package dev.sluice.bench;

import dev.sluice.bench.measure.Turns;
import dev.sluice.bench.work.Group;
import dev.sluice.bench.work.Work;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The works to measure, and for how long.
 *
 * @param groups the tables
 * @param threads each work runs with each of these numbers; kernels run on one
 * @param filter words that must all be in a work's description, for example {@code gru} and {@code step}; none for all
 * @param turns how long
 * @param batches in one run of the epochs
 * @param profiles whether to see, after the timing, where our own time goes
 */
public record Settings(
        Set<Group> groups, List<Integer> threads, List<String> filter, Turns turns, int batches, boolean profiles) {
    /** Copies the lists and checks the numbers. */
    public Settings {
        groups = Set.copyOf(groups);
        threads = List.copyOf(threads);
        filter = List.copyOf(filter);
        if (threads.isEmpty() || threads.stream().anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException("there must be at least 1 thread, but were " + threads);
        }
    }

    /** Returns whether a work is asked for: its group, and all words of the filter among its own. */
    boolean wants(Work work) {
        List<String> words = List.of(work.describe().toLowerCase(Locale.ROOT).split("[ :]+"));
        return groups.contains(work.group())
                && words.containsAll(filter.stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** The numbers of threads for a work. */
    List<Integer> threads(Work work) {
        return work.singleThreaded() ? List.of(1) : threads;
    }
}
