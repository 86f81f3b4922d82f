package dev.sluice.core.data.forecast;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.split.Portion;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Matrix;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * The windows of one part of the data, in the order of series and time, as examples that are made when they are asked for: two ints for
 * each window. The steps to forecast lie in the part; the window before them may begin in the past.
 *
 * <pre>
 *   steps      … | past          | own steps of the part            | future
 *                      [ window      )[ horizon )
 *                          [ window      )[ horizon )
 * </pre>
 */
final class Windows extends AbstractList<Example> implements RandomAccess {
    private final List<Portion> portions;
    private final ForecastTask task;
    private final boolean lookBack;
    private final int[] portion;
    /** The first step to forecast. */
    private final int[] start;

    private Windows(List<Portion> portions, ForecastTask task, boolean lookBack, int[] portion, int[] start) {
        this.portions = portions;
        this.task = task;
        this.lookBack = lookBack;
        this.portion = portion;
        this.start = start;
    }

    /**
     * The windows of one part.
     *
     * @param portions of the part, with random access
     * @param stride steps from one window to the next, the last of which ends with the part
     * @param found takes what cannot be used. Modified.
     */
    static Windows of(List<Portion> portions, ForecastTask task, ForecastConfig config, int stride, Findings found) {
        int[] portion = new int[16];
        int[] start = new int[16];
        int size = 0;
        for (int p = 0; p < portions.size(); p++) {
            Portion from = portions.get(p);
            int[] starts = starts(from, task, config, stride, found);
            if (size + starts.length > start.length) {
                int room = Math.max(2 * start.length, size + starts.length);
                portion = Arrays.copyOf(portion, room);
                start = Arrays.copyOf(start, room);
            }
            Arrays.fill(portion, size, size + starts.length, p);
            System.arraycopy(starts, 0, start, size, starts.length);
            size += starts.length;
        }
        return new Windows(portions, task, config.lookBack(), Arrays.copyOf(portion, size), Arrays.copyOf(start, size));
    }

    /** The first steps to forecast in one portion. */
    private static int[] starts(Portion portion, ForecastTask task, ForecastConfig config, int stride, Findings found) {
        int earliest = config.lookBack() ? 0 : portion.from();
        int first = Math.max(portion.from(), earliest + config.fewest());
        int last = portion.to() - task.horizon();
        if (last < first) {
            found.tooShort++;
            return new int[0];
        }
        Matrix values = series(portion.example(), task).values();
        int[] starts = new int[(last - first) / stride + 1];
        int at = starts.length;
        int nextGap = Integer.MAX_VALUE;
        for (int step = portion.to() - 1; step >= first; step--) {
            nextGap = isMissing(values, step, task) ? step : nextGap;
            if (step <= last && (last - step) % stride == 0) {
                if (nextGap < step + task.horizon()) {
                    found.gaps++;
                } else {
                    starts[--at] = step;
                }
            }
        }
        return Arrays.copyOfRange(starts, at, starts.length);
    }

    private static boolean isMissing(Matrix values, int step, ForecastTask task) {
        for (int column : task.columns()) {
            if (Double.isNaN(values.get(step, column))) {
                return true;
            }
        }
        return false;
    }

    private static Sequence.Series series(Example example, ForecastTask task) {
        if (example.inputs().get(task.input()) instanceof Sequence.Series series) {
            return series;
        }
        throw new IllegalArgumentException("a forecast needs the series '" + task.input() + "' in every example");
    }

    /** What could not be used. */
    static final class Findings {
        private int tooShort;
        private int gaps;

        int tooShort() {
            return tooShort;
        }

        int gaps() {
            return gaps;
        }
    }

    @Override
    public int size() {
        return start.length;
    }

    @Override
    public Example get(int index) {
        Portion from = portions.get(portion[index]);
        int to = start[index];
        int begin = Math.max(lookBack ? 0 : from.from(), to - task.window());
        return window(from.example(), task, begin, to);
    }

    /** The whole series of each window up to the first step that is forecast, without a target, as a view. */
    List<Example> pasts() {
        return new Pasts();
    }

    private final class Pasts extends AbstractList<Example> implements RandomAccess {
        @Override
        public int size() {
            return start.length;
        }

        @Override
        public Example get(int index) {
            return portions.get(portion[index]).example().steps(0, start[index]);
        }
    }

    /**
     * A window as an example.
     *
     * @param from first step of the window
     * @param to first step to forecast
     */
    static Example window(Example series, ForecastTask task, int from, int to) {
        Example window = series.steps(from, to);
        Matrix next = series(series, task).values().rows(to, to + task.horizon());
        Map<String, Sequence> inputs = new LinkedHashMap<>(window.inputs());
        if (!task.known().isEmpty()) {
            inputs.put(
                    task.knownInput(),
                    new Sequence.Static(Matrix.row(columns(next, task.known()).array())));
        }
        return new Example(
                window.name(),
                inputs,
                Map.of(Example.TARGET, new Target.Horizon(columns(next, task.columns()))),
                window.origin(),
                window.part());
    }

    private static Matrix columns(Matrix values, List<Integer> columns) {
        Matrix some = Matrix.zeros(values.rows(), columns.size());
        for (int row = 0; row < values.rows(); row++) {
            for (int c = 0; c < columns.size(); c++) {
                some.array()[row * columns.size() + c] = values.get(row, columns.get(c));
            }
        }
        return some;
    }
}
