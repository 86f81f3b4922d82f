package dev.sluice.core.data.prepare;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.Times;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Series at equal intervals: from the first time of any series of an example to the last one, so that series and columns with clocks of their own
 * have the same steps. A step has the time at which its interval begins. What was resampled stays as it is, unless numbers are counted.
 *
 * @param config the intervals
 * @param columns names of columns, by the names of their inputs
 */
public record Resampling(ResampleConfig config, ColumnNames columns) {
    private static final long MOST_STEPS = 100_000_000;

    /**
     * Examples at equal intervals.
     *
     * @param report takes what is counted. Modified.
     * @throws DataException if a series has no times, or a text is cut into steps
     */
    public List<Example> apply(List<Example> examples, DataReport report) {
        List<Example> resampled = new ArrayList<>(examples.size());
        long before = 0;
        long after = 0;
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            try {
                Grid grid = grid(example.inputs());
                Map<String, Target> targets = new LinkedHashMap<>();
                example.targets()
                        .forEach((name, target) ->
                                targets.put(name, target instanceof Target.Steps steps ? steps(steps, grid) : target));
                Example changed = example.with(apply(example.inputs(), grid), targets)
                        .at(example.origin().first());
                before += example.steps();
                after += changed.steps();
                resampled.add(changed);
            } catch (DataException e) {
                throw e.in(example, i + 1);
            }
        }
        report.note(
                "resampled_steps",
                after,
                String.format(
                        Locale.ROOT,
                        "Steps resampled to intervals of %s: %,d from %,d (data.resample)",
                        config.every(),
                        after,
                        before));
        return List.copyOf(resampled);
    }

    /** The inputs of an example at equal intervals. */
    Map<String, Sequence> apply(Map<String, Sequence> inputs) {
        return apply(inputs, grid(inputs));
    }

    /**
     * The steps of an example.
     *
     * @param times of the first series, whose steps words and targets have too
     * @param first interval
     */
    private record Grid(Times times, Intervals intervals, long first, int steps) {
        /** The places of the times in each interval: it begins at its own, and ends where the next one begins. */
        int[] starts(Times of) {
            int[] starts = new int[steps + 1];
            int at = 0;
            for (int step = 0; step < steps; step++) {
                starts[step] = at;
                while (at < of.size() && intervals.of(of.get(at)) <= first + step) {
                    at++;
                }
            }
            starts[steps] = of.size();
            return starts;
        }
    }

    private Grid grid(Map<String, Sequence> inputs) {
        Intervals intervals = config.intervals();
        Times main = Times.none();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Map.Entry<String, Sequence> input : inputs.entrySet()) {
            if (input.getValue() instanceof Sequence.Series series) {
                if (series.times().isEmpty()) {
                    throw new DataException("data.resample needs the time of each step, but '" + input.getKey()
                            + "' has none; name the column of times in data.source");
                }
                main = main.isEmpty() ? series.times() : main;
                first = Math.min(first, intervals.of(series.time(0)));
                last = Math.max(last, intervals.of(series.time(series.steps() - 1)));
            }
        }
        if (main.isEmpty()) {
            throw new DataException("data.resample changes the steps of numeric series, but there is none");
        }
        if (last - first >= MOST_STEPS) {
            throw new DataException(
                    "data.resample.every: intervals of " + config.every() + " make " + (last - first + 1)
                            + " steps of one series; take longer ones, or correct a time that is far from the others");
        }
        return new Grid(main, intervals, first, (int) (last - first + 1));
    }

    private Map<String, Sequence> apply(Map<String, Sequence> inputs, Grid grid) {
        Map<String, Sequence> resampled = new LinkedHashMap<>();
        inputs.forEach((name, sequence) -> resampled.put(
                name,
                switch (sequence) {
                    case Sequence.Series series -> series(series, columns.of(name), grid);
                    case Sequence.Categories words -> words.perStep() ? words(words, grid) : words;
                    case Sequence.Symbols symbols ->
                        throw new DataException("data.resample changes numbers and categories, but '" + name
                                + "' is a text that is cut into symbols; leave it out");
                    case Sequence.Text text -> text;
                    case Sequence.Static fixed -> fixed;
                }));
        return resampled;
    }

    private Sequence.Series series(Sequence.Series series, List<String> names, Grid grid) {
        Matrix values = series.values().held();
        int[] starts = grid.starts(series.times());
        double[] resampled = new double[grid.steps() * values.columns()];
        double[] times = new double[grid.steps()];
        for (int step = 0; step < times.length; step++) {
            times[step] = grid.intervals().begin(grid.first() + step);
            for (int c = 0; c < values.columns(); c++) {
                double[] some = new double[starts[step + 1] - starts[step]];
                int count = 0;
                for (int t = starts[step]; t < starts[step + 1]; t++) {
                    if (!Double.isNaN(values.get(t, c))) {
                        some[count++] = values.get(t, c);
                    }
                }
                ResampleConfig.How how = c < names.size() ? config.how(names.get(c)) : config.how();
                resampled[step * values.columns() + c] = how.of(Arrays.copyOf(some, count));
            }
        }
        return new Sequence.Series(Matrix.wrap(times.length, values.columns(), resampled), Times.of(times));
    }

    /** The last word of each interval. */
    private static Sequence.Categories words(Sequence.Categories words, Grid grid) {
        int[] starts = grid.starts(grid.times());
        List<String> resampled = new ArrayList<>();
        for (int step = 0; step < grid.steps(); step++) {
            String word = "";
            for (int t = starts[step]; t < starts[step + 1]; t++) {
                word = words.values().get(t).isEmpty() ? word : words.values().get(t);
            }
            resampled.add(word);
        }
        return new Sequence.Categories(resampled, true);
    }

    /** The mean weight of the steps of each interval; 1 for one without. */
    private static List<Double> weights(Target.Steps steps, int... starts) {
        List<Double> weights = new ArrayList<>();
        for (int step = 0; step + 1 < starts.length && !steps.weights().isEmpty(); step++) {
            weights.add(IntStream.range(starts[step], starts[step + 1])
                    .mapToDouble(steps::weight)
                    .average()
                    .orElse(1));
        }
        return weights;
    }

    /** The last target of each interval; numbers in the way that numbers of inputs are. */
    private Target.Steps steps(Target.Steps steps, Grid grid) {
        int[] starts = grid.starts(grid.times());
        List<Target> resampled = new ArrayList<>();
        int width = steps.steps().isEmpty() || !(steps.steps().getFirst() instanceof Target.Numbers numbers)
                ? 0
                : numbers.values().size();
        for (int step = 0; step < grid.steps(); step++) {
            List<Target> some = steps.steps().subList(starts[step], starts[step + 1]);
            if (width == 0) {
                resampled.add(some.stream()
                        .filter(Target.Labels.class::isInstance)
                        .reduce((before, after) -> after)
                        .orElse(new Target.Missing()));
                continue;
            }
            List<Double> numbers = new ArrayList<>();
            for (int c = 0; c < width; c++) {
                int column = c;
                numbers.add(config.how()
                        .of(some.stream()
                                .mapToDouble(target ->
                                        ((Target.Numbers) target).values().get(column))
                                .filter(number -> !Double.isNaN(number))
                                .toArray()));
            }
            resampled.add(new Target.Numbers(numbers));
        }
        return new Target.Steps(resampled, weights(steps, starts));
    }
}
