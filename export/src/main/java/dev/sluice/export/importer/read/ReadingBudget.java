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
 * How much reading one file may take: numbers that its nodes compute from what it holds, which stay in memory, and numbers that
 * they look at for it; and how wide the values are that depend on its inputs. Files that exporters write fold a few copies of
 * their weights; a hostile file of a few lines asks for gigabytes. Mutable.
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

    /** How often time and batch are axes of a value. */
    private record Extent(int times, int batches) {}

    /**
     * For one file.
     *
     * @param held numbers that are stored in it
     */
    ReadingBudget(long held) {
        mostKept = FREE + COPIES * held;
        mostSeen = LOOKS * mostKept;
    }

    /** The file is read again from its beginning; what was computed is forgotten. */
    void begin() {
        kept = 0;
        features = 0;
        flowing.clear();
    }

    /** How many numbers depend on the inputs in a run of so many rows and steps, all nodes together. */
    public double flowing(int batch, int time) {
        return flowing.entrySet().stream()
                .mapToDouble(entry -> entry.getValue()
                        * Math.pow(time, entry.getKey().times())
                        * Math.pow(batch, entry.getKey().batches()))
                .sum();
    }

    /**
     * Counts what a node has done.
     *
     * @throws ImportException if it was too much
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

    /** Numbers for one step of one sequence. */
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
