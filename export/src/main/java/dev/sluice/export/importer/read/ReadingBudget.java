package dev.sluice.export.importer.read;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.graph.Dim;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Limits on reading one file: the elements of computed constants, which stay in memory, the elements read to compute
 * them, and the size of values that depend on the inputs. Files from exporters compute a few copies of their weights; a
 * hostile file of a few lines can ask for gigabytes. Mutable.
 */
public final class ReadingBudget {
    private static final long FREE = 1L << 23;
    private static final long COPIES = 8;
    private static final long LOOKS = 64;
    private static final long MOST_FEATURES = 1L << 23;

    private final long mostKept;
    private final long mostSeen;
    private final Map<Extent, Long> flowing = new LinkedHashMap<>();
    private long kept;
    private long seen;
    private long features;

    /** The number of time and batch axes of a value. */
    private record Extent(int times, int batches) {}

    /**
     * The budget of one file.
     *
     * @param held number of elements stored in the file
     */
    ReadingBudget(long held) {
        mostKept = FREE + COPIES * held;
        mostSeen = LOOKS * mostKept;
    }

    /** Resets the counts, for reading the file again. */
    void begin() {
        kept = 0;
        features = 0;
        flowing.clear();
    }

    /** The number of elements of all values that depend on the inputs, in a run of the given size. */
    public double flowing(int batch, int time) {
        return flowing.entrySet().stream()
                .mapToDouble(entry -> entry.getValue()
                        * Math.pow(time, entry.getKey().times())
                        * Math.pow(batch, entry.getKey().batches()))
                .sum();
    }

    /**
     * Counts a node's values.
     *
     * @throws ImportException if a limit is exceeded
     */
    void count(List<Value> operands, List<Value> results) {
        Set<double[]> seenHere = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Value operand : operands) {
            if (operand instanceof Value.Known known
                    && seenHere.add(known.array().data())) {
                seen += known.array().data().length;
            }
        }
        for (Value result : results) {
            if (result instanceof Flow flow) {
                long more = features(flow);
                features += more;
                flowing.merge(extent(flow), more, Long::sum);
            }
            if (result instanceof Value.Known known
                    && seenHere.add(known.array().data())) {
                kept += known.array().data().length;
                seen += known.array().data().length;
            }
        }
        if (features > MOST_FEATURES) {
            throw new ImportException("the nodes of the file give too many numbers: more than " + MOST_FEATURES
                    + " for one step of one sequence, all nodes together; a model of that size cannot be run here");
        }
        if (kept > mostKept || seen > mostSeen) {
            throw new ImportException(
                    "the file computes too much from the numbers that it holds: more than " + mostKept
                            + " numbers to keep or " + mostSeen
                            + " to look at; export it again with constant folding, so that weights are stored as they are used");
        }
    }

    private static Extent extent(Flow flow) {
        List<Dim> named = flow.axes().stream()
                .flatMap(List::stream)
                .filter(Dim.Named.class::isInstance)
                .toList();
        int batches = Collections.frequency(named, Dim.BATCH);
        return new Extent(named.size() - batches, batches);
    }

    /** The number of elements for one step of one sequence. */
    private static long features(Flow flow) {
        long features = 1;
        for (List<Dim> axis : flow.axes()) {
            for (Dim dim : axis) {
                // Each factor and the limit are below 2³¹, so this cannot overflow.
                features = Math.min(MOST_FEATURES + 1, features * (dim instanceof Dim.Fixed(int size) ? size : 1));
            }
        }
        return features;
    }
}
