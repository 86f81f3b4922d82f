package dev.sluice.testkit;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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
     * @param folder what relative paths are relative to
     */
    public static List<Check> of(DataSource source, Path folder) {
        DataSourceChecks checks = new DataSourceChecks(source, folder);
        return List.of(
                new Check("there are examples", "", checks::thereAreExamples),
                new Check("read twice it is the same, in the same order", "", checks::isRepeatable),
                new Check("all examples are of one kind", "", checks::examplesAreOfOneKind),
                new Check("a model can be fitted to them", "", checks::canBeEncoded));
    }

    private void thereAreExamples() throws IOException {
        if (source.load(folder).isEmpty()) {
            throw new ContractViolation("the source gives no example. If a file is empty, say so in a DataException.");
        }
    }

    private void isRepeatable() throws IOException {
        List<Example> first = source.load(folder);
        List<Example> second = source.load(folder);
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

    private void examplesAreOfOneKind() throws IOException {
        List<Example> examples = source.load(folder);
        Example first = examples.getFirst();
        for (int i = 1; i < examples.size(); i++) {
            Example example = examples.get(i);
            if (!kind(example).equals(kind(first))) {
                throw new ContractViolation("example 1 is " + kind(first) + ", but example " + (i + 1) + " is "
                        + kind(example) + ". A model reads one kind of input and gives one kind of answer.");
            }
        }
    }

    private void canBeEncoded() throws IOException {
        List<Example> examples = source.load(folder);
        TextConfig text = new TextConfig(TextConfig.Unit.CHARACTER, 1, 64, false, true);
        DataContract.fit(examples, examples, text, TargetEncoding.Classes.Form.DISTRIBUTION)
                .encode(examples);
    }

    private static boolean same(Example a, Example b) {
        if (a.sequence() instanceof Sequence.Series one && b.sequence() instanceof Sequence.Series two) {
            return Arrays.equals(one.values().array(), two.values().array())
                    && a.target().equals(b.target());
        }
        return a.equals(b);
    }

    private static String words(Example example) {
        return example.sequence() + " → " + example.target();
    }

    private static String kind(Example example) {
        String input = switch (example.sequence()) {
            case Sequence.Text text -> "a text";
            case Sequence.Series series ->
                "a series of " + series.values().shape().size(-1) + " features";
        };
        return input
                + switch (example.target()) {
                    case Target.Labels labels -> " with labels";
                    case Target.Numbers numbers -> " with " + numbers.values().size() + " numbers";
                };
    }
}
