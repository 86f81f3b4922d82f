package dev.sluice.core.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** Suggests the intended name for a misspelt one. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Suggestions {
    private static final int MOST = 3;
    private static final int LISTED = 40;

    private Suggestions() {}

    /** At most three of {@code known} that are near to {@code name}, nearest first; empty if none is. */
    public static List<String> near(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        // A third of the letters may be wrong: more than that, and a suggestion is a guess that misleads.
        int limit = Math.max(1, Math.min(4, (wanted.length() + 2) / 3));
        return known.stream()
                .distinct()
                .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= limit)
                .sorted(Comparator.<String>comparingInt(
                                candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** {@code "; did you mean 'a' or 'b'?"}, or nothing if no known name is near. */
    public static String question(String name, Collection<String> known) {
        List<String> near = near(name, known);
        return near.isEmpty()
                ? ""
                : near.stream()
                        .map(candidate -> "'" + candidate + "'")
                        .collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }

    /**
     * What was meant, and what there is: {@code "; did you mean 'a'? (there is a, b)"}.
     *
     * @param says words before the list, such as {@code there is}
     */
    public static String choice(String name, String says, Collection<String> known) {
        return question(name, known) + " (" + says + " " + listed(known) + ")";
    }

    /** Names for a message, at most forty of them: {@code "a, b, c"}, or {@code "a, b, …, … (9000 in all)"}. */
    public static String listed(Collection<String> names) {
        return names.stream().limit(LISTED).map(Printable::word).collect(Collectors.joining(", "))
                + (names.size() > LISTED ? ", … (" + names.size() + " in all)" : "");
    }

    /** Insertions, deletions, replacements and swaps of neighbors that turn one word into the other. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
            }
        }
        return cost[from.length()][to.length()];
    }
}
