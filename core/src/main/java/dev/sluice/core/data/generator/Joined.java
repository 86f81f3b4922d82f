package dev.sluice.core.data.generator;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Series of one class each, joined into longer ones whose text is the names of their classes: digits into numbers, words into sentences. Where one
 * ends and the next begins is not said. Examples stay in the order of their source, and none is joined to one of another part or group.
 */
public final class Joined implements DataSource {
    private final Options options;

    /** The source of the series and how many are joined. */
    public record Options(
            @Description("The source of the single series, each of one class.")
            DataSource source,

            @Description("Minimum number of series to join.") @Default("3") @Range(min = 1, max = 10_000)
            int fewest,

            @Description("Maximum number of series to join.") @Default("6") @Range(min = 1, max = 10_000)
            int most,

            @Description("Seed; another one joins other numbers of series.") @Default("1")
            long seed) {
        /** Checks the order of the numbers. */
        public Options {
            if (most < fewest) {
                throw new IllegalArgumentException(
                        "'most' must be at least 'fewest', but they are " + most + " and " + fewest);
            }
        }
    }

    /** A source of such examples. */
    public Joined(Options options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        return joined(options.source().load(reading));
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        return joined(options.source().inputs(file, reading));
    }

    @Override
    public ColumnNames columns() {
        return options.source().columns();
    }

    private List<Example> joined(List<Example> single) {
        CounterRandom random = CounterRandom.of(options.seed(), "joined", 0);
        List<Example> joined = new ArrayList<>();
        for (int from = 0; from < single.size(); ) {
            int to = from + options.fewest() + random.below(joined.size(), options.most() - options.fewest() + 1);
            int end = from + 1;
            while (end < Math.min(to, single.size()) && belong(single.get(from), single.get(end))) {
                end++;
            }
            // What is left at the end of a part, too few to be joined, is left out.
            if (end - from >= options.fewest()) {
                joined.add(join(single.subList(from, end), from + 1));
            }
            from = end;
        }
        return List.copyOf(joined);
    }

    private static boolean belong(Example one, Example other) {
        return one.part() == other.part() && one.group().equals(other.group());
    }

    private static Example join(List<Example> some, int first) {
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        some.getFirst().inputs().keySet().forEach(name -> inputs.put(name, series(name, some, first)));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).targets().isEmpty()) {
                names.add(label(some.get(i), first + i));
            }
        }
        return some.getFirst()
                .with(
                        inputs,
                        names.isEmpty()
                                ? Map.of()
                                : Map.of(Example.TARGET, new Target.Text(new Sequence.Symbols(names))));
    }

    private static Sequence series(String name, List<Example> some, int first) {
        List<double[]> parts = new ArrayList<>();
        int columns = 0;
        int length = 0;
        for (int i = 0; i < some.size(); i++) {
            if (!(some.get(i).inputs().get(name) instanceof Sequence.Series series)) {
                throw new DataException("examples that are joined must have a series '" + name + "', but example "
                        + (first + i) + " (" + some.get(i).origin() + ") has none; take a source of series");
            }
            Matrix values = series.values().held();
            columns = values.columns();
            length += values.array().length;
            parts.add(values.array());
        }
        double[] all = new double[length];
        int at = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return new Sequence.Series(Matrix.wrap(length / columns, columns, all));
    }

    private static String label(Example example, int number) {
        if (example.targets().size() == 1
                && example.target() instanceof Target.Labels labels
                && labels.labels().size() == 1) {
            return labels.labels().getFirst();
        }
        throw new DataException("examples that are joined must have one class each, but example " + number + " ("
                + example.origin() + ") has the targets " + example.targets().keySet());
    }
}
