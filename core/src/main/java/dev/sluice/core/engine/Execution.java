package dev.sluice.core.engine;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.kernel.Kernels;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a plan: the values by slot, the sizes of symbolic axes, and the threads. */
final class Execution {
    final Kernels kernels;
    final Workers workers;
    final Values values;
    final Map<String, Integer> named;
    final RandomKey key;
    private final @Nullable Profile profile;
    private final TileFrame[] frames;

    Execution(
            Kernels kernels,
            Workers workers,
            TileFrame[] frames,
            Values values,
            Map<String, Integer> named,
            RandomKey key,
            @Nullable Profile profile) {
        this.kernels = kernels;
        this.workers = workers;
        this.frames = frames;
        this.values = values;
        this.named = named;
        this.key = key;
        this.profile = profile;
    }

    float[] array(int slot) {
        return values.array(slot);
    }

    int start(int slot) {
        return values.start(slot);
    }

    int[] sizes(Dims dims) {
        return dims.sizes(named);
    }

    int elements(Dims dims) {
        int elements = 1;
        for (int size : sizes(dims)) {
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }

    /** The frame of one of the tasks that run at the same time, ready for this run's values. */
    TileFrame frame(int task) {
        TileFrame frame = frames[task];
        frame.values = values;
        frame.step = 0;
        frame.leadingRow = 0;
        frame.profile = task == 0 ? profile : null;
        return frame;
    }

    /** The number of parts that {@link #split} makes for so many threads. */
    static int parts(int rows, int least, int threads) {
        return Math.max(1, Math.min(threads, rows / Math.max(1, least)));
    }

    /**
     * Splits rows among the threads.
     *
     * @param least smallest number of rows in a part
     */
    void split(int rows, int least, RowRange range) {
        int parts = parts(rows, least, workers.count());
        int each = Math.ceilDiv(rows, parts);
        workers.run(parts, part -> {
            int from = part * each;
            if (from < rows) {
                range.run(part, from, Math.min(rows, from + each));
            }
        });
    }

    /** Work on some rows. */
    interface RowRange {
        /** Works on rows {@code from} (inclusive) to {@code to} (exclusive) as part number {@code part}. */
        void run(int part, int from, int to);
    }
}
