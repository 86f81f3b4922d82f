package dev.sluice.core.data.split;

import dev.sluice.core.data.Example;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The portions of one part of the data, in the order of the data: a view of the examples that takes three numbers for each. Unmodifiable. */
public final class Portions extends AbstractList<Portion> implements RandomAccess {
    private final List<Example> examples;
    private final int[] index;
    private final int @Nullable [] from;
    private final int @Nullable [] to;

    private Portions(List<Example> examples, int[] index, int @Nullable [] from, int @Nullable [] to) {
        this.examples = examples;
        this.index = index;
        this.from = from;
        this.to = to;
    }

    /** Whole examples. */
    static Portions whole(List<Example> examples, int... index) {
        return new Portions(examples, index, null, null);
    }

    /** Steps of examples. */
    static Portions of(List<Example> examples, int[] index, int[] from, int[] to) {
        return new Portions(examples, index, from, to);
    }

    /** Portions that were made already. */
    public static Portions of(List<Portion> portions) {
        int[] from = portions.stream().mapToInt(Portion::from).toArray();
        int[] to = portions.stream().mapToInt(Portion::to).toArray();
        List<Example> examples = portions.stream().map(Portion::example).toList();
        return new Portions(examples, IntStream.range(0, from.length).toArray(), from, to);
    }

    @Override
    public int size() {
        return index.length;
    }

    @Override
    public Portion get(int i) {
        Example example = examples.get(index[i]);
        return from == null || to == null ? Portion.of(example) : new Portion(example, from[i], to[i]);
    }

    /** A view of these as examples of their own steps alone. */
    public List<Example> own() {
        return new Own(this);
    }

    private static final class Own extends AbstractList<Example> implements RandomAccess {
        private final Portions portions;

        Own(Portions portions) {
            this.portions = portions;
        }

        @Override
        public int size() {
            return portions.size();
        }

        @Override
        public Example get(int i) {
            return portions.get(i).own();
        }
    }
}
