package dev.sluice.core.baseline.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An interpolated Kneser-Ney model of sequences of symbols (Kneser and Ney, 1995), with one discount or, modified, three (Chen and Goodman,
 * 1999):
 *
 * <pre>
 *   p(w | h) = (c(h w) - D(c(h w))) / c(h) + left(h) · p(w | h without its first symbol)
 * </pre>
 *
 * where {@code c} counts occurrences for the longest contexts, different symbols before {@code h w} for shorter ones, and the empty
 * context leaves its share to all symbols alike. A context that never occurred gives way to the shorter one.
 *
 * <p>Contexts are nodes of a tree that goes back in time: a child is its parent with one symbol more in front.
 */
final class NgramModel {
    private final int symbols;
    private final PairNumbers children;
    private final List<NgramLevel> levels;
    /** The place of a node among those of its depth. */
    private final int[] places;

    private final double[] shortest;

    private NgramModel(int symbols, PairNumbers children, List<NgramLevel> levels, int[] places) {
        this.symbols = symbols;
        this.children = children;
        this.levels = levels;
        this.places = places;
        shortest = new double[symbols];
        Arrays.fill(shortest, levels.getFirst().left(0) / symbols);
        levels.getFirst().addTo(shortest, 0, 1);
    }

    /**
     * Counts texts. No n-gram has symbols of two of them.
     *
     * @param texts numbers of symbols. Not modified.
     * @param symbols they are below
     * @param order symbols of the longest n-grams
     * @param discount taken from each count; 0 to estimate three of them for each length
     */
    static NgramModel of(List<int[]> texts, int symbols, int order, double discount) {
        return new Counting(texts, symbols, order).model(discount);
    }

    /**
     * The logarithm of the probability of each symbol at a place of a text.
     *
     * @param text that the place is in, of which only what is before it is looked at. Not modified.
     * @param row one for each symbol. Modified.
     */
    void logarithmsInto(int[] text, int place, double[] row) {
        int[] nodes = new int[levels.size()];
        int depth = 1;
        // Node 0 is the empty context; a child's number is one above that of its pair.
        while (depth < levels.size() && depth <= place) {
            int child = children.find(nodes[depth - 1], text[place - depth]);
            if (child < 0) {
                break;
            }
            nodes[depth] = child + 1;
            depth++;
        }
        double factor = 1;
        Arrays.fill(row, 0);
        for (int level = depth - 1; level > 0; level--) {
            NgramLevel of = levels.get(level);
            int context = places[nodes[level]];
            of.addTo(row, context, factor);
            factor *= of.left(context);
        }
        for (int symbol = 0; symbol < symbols; symbol++) {
            row[symbol] = StrictMath.log(row[symbol] + factor * shortest[symbol]);
        }
    }

    /** The way from texts, one behind the other, to the levels. */
    private static final class Counting {
        private final int[] text;
        /** The symbols of the same text that are before each place, as far as n-grams go. */
        private final int[] before;

        private final int symbols;
        private final int order;
        private final PairNumbers children = new PairNumbers();
        private int[] depths = new int[1];
        private int[] parents = new int[1];

        Counting(List<int[]> texts, int symbols, int order) {
            text = texts.stream().flatMapToInt(Arrays::stream).toArray();
            before = texts.stream()
                    .flatMapToInt(each -> IntStream.range(0, each.length))
                    .map(place -> Math.min(place, order - 1))
                    .toArray();
            this.symbols = symbols;
            this.order = order;
        }

        NgramModel model(double discount) {
            int[][] nodes = nodes();
            int all = children.size() + 1;
            int[] places = new int[all];
            int[] sizes = new int[order];
            for (int node = 0; node < all; node++) {
                places[node] = sizes[depths[node]]++;
            }
            List<NgramLevel> levels = new ArrayList<>();
            Pairs longer = new Pairs();
            for (int level = order - 1; level >= 0; level--) {
                Pairs pairs = new Pairs();
                for (int place = 0; place < text.length; place++) {
                    // The longest of its place. Below the longest of all, it has nothing before it and is counted as it
                    // occurs.
                    if (before[place] == level) {
                        pairs.add(nodes[level][place], text[place]);
                    }
                }
                for (int pair = 0; pair < longer.numbers.size(); pair++) {
                    pairs.add(parents[longer.nodes[pair]], longer.followers[pair]);
                }
                levels.addFirst(pairs.level(sizes[level], places, discount));
                longer = pairs;
            }
            return new NgramModel(symbols, children, List.copyOf(levels), places);
        }

        /** The node of the context of each length before each place. */
        private int[][] nodes() {
            int[][] nodes = new int[order][text.length];
            for (int level = 1; level < order; level++) {
                for (int place = 0; place < text.length; place++) {
                    if (before[place] < level) {
                        continue;
                    }
                    int parent = nodes[level - 1][place];
                    int node = children.number(parent, text[place - level]) + 1;
                    if (node >= depths.length) {
                        depths = Arrays.copyOf(depths, 2 * node + 1);
                        parents = Arrays.copyOf(parents, 2 * node + 1);
                    }
                    depths[node] = level;
                    parents[node] = parent;
                    nodes[level][place] = node;
                }
            }
            return nodes;
        }
    }

    /** Counts of pairs of a node and the symbol behind it. */
    private static final class Pairs {
        private final PairNumbers numbers = new PairNumbers();
        private int[] nodes = new int[1 << 10];
        private int[] followers = new int[1 << 10];
        private int[] counts = new int[1 << 10];

        void add(int node, int follower) {
            int pair = numbers.number(node, follower);
            if (pair == nodes.length) {
                nodes = Arrays.copyOf(nodes, 2 * pair);
                followers = Arrays.copyOf(followers, 2 * pair);
                counts = Arrays.copyOf(counts, 2 * pair);
            }
            nodes[pair] = node;
            followers[pair] = follower;
            counts[pair]++;
        }

        NgramLevel level(int contexts, int[] places, double discount) {
            int[] of = new int[numbers.size()];
            for (int pair = 0; pair < of.length; pair++) {
                of[pair] = places[nodes[pair]];
            }
            return NgramLevel.of(contexts, of, followers, counts, of.length, discount);
        }
    }
}
