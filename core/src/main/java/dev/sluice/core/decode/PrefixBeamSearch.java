package dev.sluice.core.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Finds likely texts where each step says one label or the blank, number 0 (Graves et al., 2006; Hannun et al., 2014). The probability of a text is
 * the sum over all paths that are read as it; beginnings of texts are followed side by side, each with that sum. With a beam of 1 the
 * text is that of the likeliest label at each step.
 *
 * <p>Of equally likely texts the one found first comes first.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class PrefixBeamSearch {
    private static final int BLANK = 0;

    private final int beam;

    /** A search that follows so many beginnings. */
    public PrefixBeamSearch(int beam) {
        if (beam < 1) {
            throw new IllegalArgumentException("a search must follow at least 1 text, but beam is " + beam);
        }
        this.beam = beam;
    }

    /**
     * The texts of one sequence, the likeliest first, at most as many as the beam.
     *
     * @param logProbabilities of labels at each step, {@code [T, C]}, row by row. Not modified.
     * @param labels with the blank, {@code C}
     */
    public List<Hypothesis> search(float[] logProbabilities, int labels) {
        if (beam == 1) {
            return List.of(likeliestPath(logProbabilities, labels));
        }
        Map<Prefix, Sums> live = new LinkedHashMap<>();
        live.put(new Prefix(null, BLANK), new Sums(0, Double.NEGATIVE_INFINITY));
        for (int from = 0; from < logProbabilities.length; from += labels) {
            live = likeliest(longer(live, Arrays.copyOfRange(logProbabilities, from, from + labels)));
        }
        return live.entrySet().stream()
                .map(text -> hypothesis(text.getKey().labels(), text.getValue().all()))
                .toList();
    }

    private static Hypothesis likeliestPath(float[] logProbabilities, int labels) {
        List<Integer> text = new ArrayList<>();
        double sum = 0;
        int before = BLANK;
        for (int from = 0; from < logProbabilities.length; from += labels) {
            int best = 0;
            for (int label = 1; label < labels; label++) {
                best = logProbabilities[from + label] > logProbabilities[from + best] ? label : best;
            }
            if (best != before && best != BLANK) {
                text.add(best);
            }
            before = best;
            sum += logProbabilities[from + best];
        }
        return hypothesis(text, sum);
    }

    private static Hypothesis hypothesis(List<Integer> text, double logProbability) {
        return new Hypothesis(text, logProbability, logProbability, true, List.of());
    }

    private static Map<Prefix, Sums> longer(Map<Prefix, Sums> live, float... step) {
        Map<Prefix, Sums> next = new LinkedHashMap<>();
        live.forEach((prefix, sums) -> {
            add(next, prefix, sums.all() + step[BLANK], Double.NEGATIVE_INFINITY);
            if (prefix.last != BLANK) {
                add(next, prefix, Double.NEGATIVE_INFINITY, sums.inLabel() + step[prefix.last]);
            }
            for (int label = 1; label < step.length; label++) {
                // The same label once more needs a blank between.
                double reached = label == prefix.last ? sums.inBlank() : sums.all();
                if (reached + step[label] > Double.NEGATIVE_INFINITY) {
                    add(next, prefix.then(label), Double.NEGATIVE_INFINITY, reached + step[label]);
                }
            }
        });
        return next;
    }

    private static void add(Map<Prefix, Sums> sums, Prefix prefix, double inBlank, double inLabel) {
        sums.merge(prefix, new Sums(inBlank, inLabel), Sums::plus);
    }

    private Map<Prefix, Sums> likeliest(Map<Prefix, Sums> found) {
        Map<Prefix, Sums> kept = new LinkedHashMap<>();
        found.entrySet().stream()
                // Stable, so that the one found first comes first.
                .sorted(Comparator.comparingDouble(text -> -text.getValue().all()))
                .limit(beam)
                .forEach(text -> kept.put(text.getKey(), text.getValue()));
        return kept;
    }

    /**
     * Logarithms of the sums over the paths of a text.
     *
     * @param inBlank over those that end in a blank
     * @param inLabel over those that end in its last label
     */
    private record Sums(double inBlank, double inLabel) {
        double all() {
            return plus(inBlank, inLabel);
        }

        Sums plus(Sums other) {
            return new Sums(plus(inBlank, other.inBlank), plus(inLabel, other.inLabel));
        }

        private static double plus(double one, double other) {
            double larger = Math.max(one, other);
            return larger == Double.NEGATIVE_INFINITY
                    ? larger
                    : larger + StrictMath.log1p(StrictMath.exp(Math.min(one, other) - larger));
        }
    }

    /** The beginning of a text as a place in a tree, so that equal ones are one. Compared by identity. Mutable. */
    private static final class Prefix {
        private final @Nullable Prefix before;
        private final int last;
        private final Map<Integer, Prefix> longer = new LinkedHashMap<>();

        Prefix(@Nullable Prefix before, int last) {
            this.before = before;
            this.last = last;
        }

        Prefix then(int label) {
            return longer.computeIfAbsent(label, next -> new Prefix(this, next));
        }

        List<Integer> labels() {
            List<Integer> labels = new ArrayList<>();
            Prefix at = this;
            for (Prefix previous = at.before; previous != null; previous = at.before) {
                labels.add(at.last);
                at = previous;
            }
            return labels.reversed();
        }
    }
}
