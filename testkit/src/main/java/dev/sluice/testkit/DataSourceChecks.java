package dev.sluice.testkit;

import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Preparation;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Scalings;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.WeightsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** All checks of a data source: what {@link DataSourceContract} and {@code sluice plugin check} run. */
public final class DataSourceChecks {
    private final DataSource source;
    private final Path folder;

    private DataSourceChecks(DataSource source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    /**
     * The checks.
     *
     * @param folder start of relative paths
     */
    public static List<Check> of(DataSource source, Path folder) {
        DataSourceChecks checks = new DataSourceChecks(source, folder);
        return List.of(
                new Check("there are examples", "", checks::thereAreExamples),
                new Check("read twice it is the same, in the same order", "", checks::isRepeatable),
                new Check("each example has numbers of its own", "", checks::numbersAreNotShared),
                new Check("all examples are of one kind", "", checks::examplesAreOfOneKind),
                new Check("a model can be fitted to them", "", checks::canBeEncoded));
    }

    private void thereAreExamples() throws IOException {
        if (source.load(Reading.of(folder)).isEmpty()) {
            throw new ContractViolation("the source gives no example. If a file is empty, say so in a DataException.");
        }
    }

    private void isRepeatable() throws IOException {
        List<Example> first = source.load(Reading.of(folder));
        List<Example> second = source.load(Reading.of(folder));
        if (first.size() != second.size()) {
            throw new ContractViolation(
                    "the first time there are " + first.size() + " examples, the second time " + second.size() + ".");
        }
        for (int i = 0; i < first.size(); i++) {
            if (!same(first.get(i), second.get(i))) {
                throw new ContractViolation("example " + (i + 1) + " is " + words(first.get(i)) + " the first time and "
                        + words(second.get(i))
                        + " the second. The order must follow from the data alone: sort what comes out"
                        + " of a HashMap, a folder or a parallel stream.");
            }
        }
    }

    /** One array that is filled again for each example makes all of them the last. */
    private void numbersAreNotShared() throws IOException {
        List<Example> examples = source.load(Reading.of(folder));
        for (int i = 1; i < examples.size(); i++) {
            for (Map.Entry<String, Sequence> input : examples.get(i).inputs().entrySet()) {
                Sequence before = examples.get(i - 1).inputs().get(input.getKey());
                if (before != null && areOne(array(before), array(input.getValue()))) {
                    throw new ContractViolation("examples " + i + " and " + (i + 1)
                            + " hold the same array, so they are the same numbers whatever was read. An array that is filled"
                            + " again must be copied: a new Matrix for each example.");
                }
            }
        }
    }

    /** Returns whether writing to one array changes the other. Both are restored. */
    private static boolean areOne(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            return false;
        }
        double kept = a[0];
        double mark = b[0] == 1 ? 2 : 1;
        a[0] = mark;
        boolean shows = b[0] == mark;
        a[0] = kept;
        return shows;
    }

    /** A text has none, so it gets one of its own. */
    private static double[] array(Sequence input) {
        return switch (input) {
            case Sequence.Series series -> series.values().array();
            case Sequence.Static fixed -> fixed.values().array();
            case Sequence.Text text -> new double[0];
            case Sequence.Symbols symbols -> new double[0];
            case Sequence.Categories categories -> new double[0];
        };
    }

    private void examplesAreOfOneKind() throws IOException {
        List<Example> examples = source.load(Reading.of(folder));
        Example first = examples.getFirst();
        for (int i = 1; i < examples.size(); i++) {
            Example example = examples.get(i);
            if (!kind(example).equals(kind(first))) {
                throw new ContractViolation("example 1 is " + kind(first) + ", but example " + (i + 1) + " is "
                        + kind(example) + ". A model reads one kind of input and predicts one kind of target.");
            }
        }
    }

    private void canBeEncoded() throws IOException {
        List<Example> examples = source.load(Reading.of(folder));
        TextConfig text = new TextConfig(TextConfig.Unit.CHARACTER, 1, 64, false, true);
        Preparation preparation = new Preparation(
                text,
                Map.of(),
                // A cell that reads a mask knows what to do about missing values.
                new SeriesConfig(SeriesConfig.Missing.MEAN),
                Map.of(),
                Set.of(),
                lengths(examples.getFirst()),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                source.columns(),
                WeightsConfig.equal(),
                Scalings.usual());
        PreparedData.of(Split.ofTraining(examples), preparation, new DataReport());
    }

    /** Each input by itself: which go step by step together is for a model to say. */
    private static Map<String, String> lengths(Example example) {
        Map<String, String> lengths = new LinkedHashMap<>();
        example.inputs().keySet().forEach(name -> lengths.put(name, name + ".lengths"));
        return lengths;
    }

    private static boolean same(Example a, Example b) {
        return a.targets().equals(b.targets())
                && a.inputs().keySet().equals(b.inputs().keySet())
                && a.inputs().keySet().stream().allMatch(name -> same(input(a, name), input(b, name)));
    }

    private static Sequence input(Example example, String name) {
        return Objects.requireNonNull(example.inputs().get(name), name);
    }

    private static boolean same(Sequence a, Sequence b) {
        return a.equals(b);
    }

    private static String words(Example example) {
        return example.inputs() + " → " + example.targets();
    }

    private static String kind(Example example) {
        String inputs =
                example.inputs().values().stream().map(DataSourceChecks::kind).collect(Collectors.joining(" and "));
        String targets =
                example.targets().values().stream().map(DataSourceChecks::kind).collect(Collectors.joining(" and "));
        return inputs + " with " + targets;
    }

    private static String kind(Sequence input) {
        return switch (input) {
            case Sequence.Text text -> "a text";
            case Sequence.Symbols symbols -> "a text in symbols";
            case Sequence.Categories categories -> "categories";
            case Sequence.Series series -> "a series of " + series.values().columns() + " features";
            case Sequence.Static fixed -> fixed.values().columns() + " static numbers";
        };
    }

    private static String kind(Target target) {
        return switch (target) {
            case Target.Labels labels -> "labels";
            case Target.Numbers numbers -> numbers.values().size() + " numbers";
            case Target.Missing missing -> missing.words();
            case Target.Text text -> text.words();
            case Target.Next next -> next.words();
            case Target.Horizon horizon -> "the next " + horizon.values().rows() + " steps";
            case Target.Steps steps ->
                (steps.steps().isEmpty() ? "nothing" : kind(steps.steps().getFirst())) + " at every step";
        };
    }
}
