package dev.sluice.core.data.generator;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Series without an answer of their own, to be forecast: {@code data.forecast} cuts windows of them. With {@code ahead} each step asks for the
 * values that many steps later instead.
 */
public final class GeneratedSeries implements DataSource {
    private final Shape shape;
    private final List<String> columns;
    private final Rule rule;

    /** Length and number of the series. */
    public record Shape(
            @Description("Steps of a series.") @Default("1000") @Range(min = 2, max = 10_000_000)
            int length,

            @Description("Number of series.") @Default("1") @Range(min = 1)
            int examples,

            @Description("Steps ahead of each step whose values are its target; 0 for no target, if data.forecast cuts"
                    + " windows.")
            @Default("0")
            @Range(min = 0)
            int ahead,

            @Description("Seed; another one gives other series.") @Default("1")
            long seed) {
        /** Checks that there is something ahead. */
        public Shape {
            if (ahead >= length) {
                throw new IllegalArgumentException(
                        "'ahead' must be below 'length', but they are " + ahead + " and " + length);
            }
        }
    }

    /** The values of one series. */
    @FunctionalInterface
    interface Rule {
        /**
         * The values, {@code [T, F]}, row by row.
         *
         * @param steps {@code T}
         */
        double[] values(long seed, int number, int steps);
    }

    /**
     * A source of series.
     *
     * @param columns names of the values of a step
     */
    GeneratedSeries(Shape shape, List<String> columns, Rule rule) {
        this.shape = shape;
        this.columns = List.copyOf(columns);
        this.rule = rule;
    }

    @Override
    public List<Example> load(Reading reading) {
        return IntStream.range(0, shape.examples()).mapToObj(this::example).toList();
    }

    @Override
    public ColumnNames columns() {
        return new ColumnNames(
                shape.ahead() == 0
                        ? Map.of(Batch.FEATURES, columns)
                        : Map.of(Batch.FEATURES, columns, Example.TARGET, columns),
                "");
    }

    private Example example(int number) {
        double[] values = rule.values(shape.seed(), number, shape.length());
        int width = columns.size();
        int steps = shape.length() - shape.ahead();
        Sequence series = new Sequence.Series(Matrix.wrap(steps, width, Arrays.copyOf(values, steps * width)));
        return new Example(
                Integer.toString(number),
                Map.of(Batch.FEATURES, series),
                shape.ahead() == 0 ? Map.of() : Map.of(Example.TARGET, answers(values, steps)),
                Origin.unknown(),
                Example.Part.BY_HASH);
    }

    private Target answers(double[] values, int steps) {
        int width = columns.size();
        List<Target> answers = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            int from = (t + shape.ahead()) * width;
            answers.add(new Target.Numbers(
                    Arrays.stream(values, from, from + width).boxed().toList()));
        }
        return new Target.Steps(answers);
    }
}
