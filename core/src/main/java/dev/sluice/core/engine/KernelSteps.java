package dev.sluice.core.engine;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Fold;
import dev.sluice.core.graph.TimeKernel;
import dev.sluice.core.graph.Unfold;
import java.util.Arrays;

/** The steps that kernels over time read, and the adjoint of reading them. Each row of a result is written by one thread, so no sum depends on their number. */
final class KernelSteps {
    private static final int LEAST_FLOATS = 8192;

    private KernelSteps() {}

    private static int leastRows(int columns) {
        return Math.max(1, LEAST_FLOATS / Math.max(1, columns));
    }

    /**
     * {@link Unfold}.
     *
     * @param before the slot of the steps before the sequence; -1 for zeros
     * @param from the shape of the sequence
     */
    record Read(TimeKernel kernel, int source, int before, Dims from, int result) implements Instruction {
        @Override
        public void run(Execution run) {
            int[] sizes = run.sizes(from);
            int steps = sizes[0];
            int rows = sizes[1];
            int features = sizes[2];
            int size = kernel.size();
            int columns = features * size;
            float[] x = run.array(source);
            int read = run.start(source);
            float[] out = run.array(result);
            int written = run.start(result);
            int places = kernel.places(steps) * rows;
            run.split(steps * rows, leastRows(columns), (part, first, end) -> {
                int behind = Math.max(first, places);
                if (behind < end) {
                    Arrays.fill(out, written + behind * columns, written + end * columns, 0);
                }
                for (int row = first; row < Math.min(end, places); row++) {
                    int b = row % rows;
                    for (int k = 0; k < size; k++) {
                        int step = kernel.source(row / rows, k);
                        int to = written + row * columns + k;
                        if (step >= 0 && step < steps) {
                            spread(x, read + (step * rows + b) * features, out, to, features, size);
                        } else if (step < 0 && before >= 0) {
                            int at = run.start(before) + (b * kernel.lead() + step + kernel.lead()) * features;
                            spread(run.array(before), at, out, to, features, size);
                        } else {
                            for (int c = 0; c < features; c++) {
                                out[to + c * size] = 0;
                            }
                        }
                    }
                }
            });
        }

        private static void spread(float[] from, int at, float[] out, int to, int features, int size) {
            for (int c = 0; c < features; c++) {
                out[to + c * size] = from[at + c];
            }
        }
    }

    /**
     * {@link Fold}.
     *
     * @param border whether the result is that of the steps before the sequence
     * @param from the shape of what the kernel read
     */
    record Added(TimeKernel kernel, boolean border, int source, Dims from, int result) implements Instruction {
        @Override
        public void run(Execution run) {
            int[] sizes = run.sizes(from);
            int steps = sizes[0];
            int rows = sizes[1];
            int size = kernel.size();
            int features = sizes[2] / size;
            float[] g = run.array(source);
            int read = run.start(source);
            float[] out = run.array(result);
            int written = run.start(result);
            int places = kernel.places(steps);
            int results = border ? rows * kernel.lead() : steps * rows;
            run.split(results, leastRows(features), (part, first, end) -> {
                Arrays.fill(out, written + first * features, written + end * features, 0);
                for (int row = first; row < end; row++) {
                    int b = border ? row / kernel.lead() : row % rows;
                    int step = border ? row % kernel.lead() - kernel.lead() : row / rows;
                    for (int k = 0; k < size; k++) {
                        int place = kernel.place(step, k);
                        if (place >= 0 && place < places) {
                            int at = read + (place * rows + b) * features * size + k;
                            for (int c = 0; c < features; c++) {
                                out[written + row * features + c] += g[at + c * size];
                            }
                        }
                    }
                }
            });
        }
    }
}
