package dev.sluice.export.importer;

import dev.sluice.core.experiment.ImportException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * How much reading one file may take: numbers that its nodes compute from what it holds, which stay in memory, and numbers that
 * they look at for it. Files that exporters write fold a few copies of their weights; a hostile file of a few lines asks for
 * gigabytes. Mutable.
 */
final class Effort {
    private static final long FREE = 1L << 23;
    private static final long COPIES = 8;
    private static final long LOOKS = 64;

    private final long mostKept;
    private final long mostSeen;
    private long kept;
    private long seen;

    /**
     * For one file.
     *
     * @param held numbers that are stored in it
     */
    Effort(long held) {
        mostKept = FREE + COPIES * held;
        mostSeen = LOOKS * mostKept;
    }

    /** The file is read again from its beginning; what was computed is forgotten. */
    void begin() {
        kept = 0;
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
            if (result instanceof Value.Known known
                    && seenHere.add(known.array().data())) {
                kept += known.array().data().length;
                seen += known.array().data().length;
            }
        }
        if (kept > mostKept || seen > mostSeen) {
            throw new ImportException(
                    "the file computes too much from the numbers that it holds: more than " + mostKept
                            + " numbers to keep or " + mostSeen
                            + " to look at; export it again with constant folding, so that weights are stored as they are used");
        }
    }
}
