package dev.sluice.core.data;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Permutation;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A pass over a dataset in batches. The examples of each batch are chosen at once; its tensors are made when its turn comes.
 */
public final class Batches implements Iterable<Batch> {
    /** Batches whose sequences are sorted by length together: long enough to save padding, short enough to stay mixed. */
    private static final int POOL = 50;

    private final Dataset data;
    private final int[][] plan;
    private final Change change;
    private final Optional<Streams> streams;

    /** A change of examples when their turn comes. */
    @FunctionalInterface
    public interface Change {
        /**
         * The example as it is read.
         *
         * @param place in the dataset
         */
        EncodedExample of(EncodedExample example, int place);
    }

    private Batches(Dataset data, int[][] plan, Change change) {
        this.data = data;
        this.plan = plan;
        this.change = change;
        streams = Optional.empty();
    }

    private Batches(Dataset data, Streams pieces) {
        this.data = data;
        plan = new int[pieces.size()][pieces.rows()];
        change = (example, place) -> example;
        streams = Optional.of(pieces);
    }

    /** The same batches of changed examples. */
    public Batches with(Change other) {
        return new Batches(data, plan, other);
    }

    /**
     * A training epoch: examples shuffled, sequences of about the same length put together, batches shuffled; of a stream its pieces in
     * their order. The plan is a function of the data, the batch size, the seed and the epoch.
     *
     * @throws IllegalArgumentException if the batch size is below 1
     */
    public static Batches shuffled(Dataset data, int batchSize, long seed, int epoch) {
        check(batchSize);
        if (data.stream().isOn()) {
            return new Batches(data, Streams.training(data, batchSize, seed, epoch));
        }
        return shuffled(data, IntStream.range(0, data.size()).toArray(), batchSize, seed, epoch);
    }

    /**
     * A training epoch of a sample of the examples, put together in the same way.
     *
     * @throws IllegalArgumentException if the batch size is below 1
     */
    public static Batches sampled(Dataset data, Sampling sampling, int batchSize, long seed, int epoch) {
        check(batchSize);
        return shuffled(data, sampling.places(seed, epoch), batchSize, seed, epoch);
    }

    private static Batches shuffled(Dataset data, int[] places, int batchSize, long seed, int epoch) {
        int[] order = Permutation.of(places.length, CounterRandom.of(seed, "batches/examples", epoch));
        for (int i = 0; i < order.length; i++) {
            order[i] = places[order[i]];
        }
        long pool = (long) batchSize * POOL;
        for (long from = 0; from < order.length; from += pool) {
            sortByLength(data, order, (int) from, (int) Math.min(order.length, from + pool));
        }
        int[][] cut = cut(order, batchSize);
        int[] turns = Permutation.of(cut.length, CounterRandom.of(seed, "batches/turns", epoch));
        return new Batches(
                data,
                IntStream.of(turns).mapToObj(turn -> cut[turn]).toArray(int[][]::new),
                (example, place) -> example);
    }

    /** All examples in a fixed order, by length; of a stream the pieces of all its steps, one row: for evaluation. */
    public static Batches inOrder(Dataset data, int batchSize) {
        check(batchSize);
        if (data.stream().isOn() && !data.isEmpty()) {
            return new Batches(data, Streams.whole(data));
        }
        int[] order = IntStream.range(0, data.size()).toArray();
        sortByLength(data, order, 0, order.length);
        return new Batches(data, cut(order, batchSize), (example, place) -> example);
    }

    private static void check(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("the batch size must be at least 1, but was " + batchSize);
        }
    }

    /** Stable: sequences of the same length keep their order. */
    private static void sortByLength(Dataset data, int[] order, int from, int to) {
        long[] keys = new long[to - from];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ((long) data.length(order[from + i]) << Integer.SIZE) | i;
        }
        Arrays.sort(keys);
        int[] before = Arrays.copyOfRange(order, from, to);
        for (int i = 0; i < keys.length; i++) {
            order[from + i] = before[(int) keys[i]];
        }
    }

    private static int[][] cut(int[] order, int batchSize) {
        int[][] cut = new int[Math.ceilDiv(order.length, batchSize)][];
        for (int i = 0; i < cut.length; i++) {
            int from = i * batchSize;
            // What is left, not the next start: a batch size far above the number of examples must not overflow.
            cut[i] = Arrays.copyOfRange(order, from, from + Math.min(batchSize, order.length - from));
        }
        return cut;
    }

    /**
     * The sizes of an epoch of training.
     *
     * @param batches in it
     * @param rows of the largest batch
     * @param steps of the longest row of a batch
     * @param stepsOfAll rows of all batches together; of a stream, those that are read
     */
    public record Sizes(int batches, int rows, int steps, OptionalLong stepsOfAll) {}

    /** The sizes of an epoch of training, without its order. */
    public static Sizes sizes(Dataset data, int batchSize) {
        if (!data.stream().isOn()) {
            return new Sizes(
                    Math.ceilDiv(data.size(), batchSize),
                    Math.min(batchSize, data.size()),
                    data.longest(),
                    OptionalLong.empty());
        }
        int length = Streams.sectionLength(data, batchSize);
        int steps = data.stream().steps();
        return new Sizes(
                Math.ceilDiv(length, steps),
                batchSize,
                Math.min(length, steps),
                OptionalLong.of((long) length * batchSize));
    }

    /** Returns whether each batch goes on where the one before ended, row by row. */
    public boolean carryStates() {
        return streams.isPresent();
    }

    /** The number of batches. */
    public int size() {
        return plan.length;
    }

    /** The places in the dataset of one batch's examples. */
    public List<Integer> indices(int batch) {
        return IntStream.of(plan[batch]).boxed().toList();
    }

    /** Makes one batch. */
    public Batch get(int batch) {
        if (streams.isPresent()) {
            return streams.get().get(batch);
        }
        return Batch.of(IntStream.of(plan[batch])
                .mapToObj(place -> change.of(data.examples().get(place), place))
                .toList());
    }

    @Override
    public Iterator<Batch> iterator() {
        return IntStream.range(0, plan.length).mapToObj(this::get).iterator();
    }
}
