package dev.sluice.core.data;

import dev.sluice.core.error.Printable;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is unusual about prepared data: cut texts, constant columns, unused times, odd classes. */
final class DataFindings {
    /** Relative to the mean; from here on a column's changes are as small as the rounding of float32. */
    private static final double HARDLY = 1e-6;

    private static final int SHOWN = 5;

    private final Split split;
    private final DataContract contract;
    private final List<Example> all;

    DataFindings(Split split, DataContract contract) {
        this.split = split;
        this.contract = contract;
        all = split.all();
    }

    /** Counts everything. Modified: report. */
    void report(DataReport report) {
        report.count("examples", all.size());
        report.count("training_examples", split.training().size());
        report.count("validation_examples", split.validation().size());
        report.count("test_examples", split.test().size());
        contract.inputs().forEach((name, encoding) -> {
            switch (encoding) {
                case InputEncoding.Text text -> texts(report, text.config(), sequences(all, name));
                case InputEncoding.Series series -> {
                    times(report, series, sequences(all, name));
                    columns(report, name, series.missing());
                }
                case InputEncoding.Static fixed -> columns(report, name, fixed.missing());
                case InputEncoding.Category category -> {}
            }
        });
        contract.targets().forEach((name, encoding) -> {
            missing(report, name, encoding.everyStep());
            boolean symbols = encoding instanceof WrittenEncoding
                    || encoding instanceof TranscriptEncoding
                    || encoding instanceof TargetEncoding.Next;
            if (!symbols && encoding.columns() instanceof ClassEncoding classes) {
                new ClassFindings(name, encoding.everyStep(), split.training(), all).report(classes, report);
            }
        });
        contract.inputs().forEach((name, encoding) -> {
            if (encoding instanceof InputEncoding.Text text) {
                vocabulary(report, name, text.vocabulary());
            }
        });
    }

    private void missing(DataReport report, String target, boolean everyStep) {
        long targets = ContractFit.targets(target, all, everyStep).count();
        long missing = ContractFit.targets(target, all, everyStep)
                .filter(Weighing::isMissing)
                .count();
        report.note(
                "targets_missing",
                missing,
                String.format(
                        Locale.ROOT,
                        "%s without a label of '%s', ignored in training and evaluation: %,d of %,d",
                        everyStep ? "Steps" : "Examples",
                        target,
                        missing,
                        targets));
    }

    /** Counts the texts that are cut. Modified: report. */
    static void texts(DataContract contract, List<Example> examples, DataReport report) {
        contract.inputs().forEach((name, encoding) -> {
            if (encoding instanceof InputEncoding.Text text) {
                texts(report, text.config(), sequences(examples, name));
            }
        });
    }

    /** Counts the words of categories that the training part had not. Modified: report. */
    static void categories(DataContract contract, List<Example> examples, DataReport report) {
        Map<String, List<String>> known = new LinkedHashMap<>(contract.changes().categories());
        contract.inputs().forEach((name, encoding) -> {
            if (encoding instanceof InputEncoding.Category category
                    && !category.words().isEmpty()) {
                known.put(name, category.words());
            }
        });
        known.forEach((column, words) -> {
            Set<String> have = Set.copyOf(words);
            TreeSet<String> unknown = new TreeSet<>();
            long all = 0;
            long strange = 0;
            for (Example example : examples) {
                if (!(example.inputs().get(column) instanceof Sequence.Categories given)) {
                    continue;
                }
                for (String word : given.values()) {
                    all++;
                    if (!word.isEmpty() && !have.contains(word)) {
                        strange++;
                        unknown.add(word);
                    }
                }
            }
            report.note(
                    "unknown_categories",
                    strange,
                    String.format(
                            Locale.ROOT,
                            "Words of '%s' that are not in the training part, all read as the unknown word: %,d of %,d (%s)",
                            Printable.word(column),
                            strange,
                            all,
                            some(unknown)));
        });
    }

    private static Stream<Sequence> sequences(List<Example> examples, String input) {
        return examples.stream()
                .map(example -> Objects.requireNonNull(example.inputs().get(input), input));
    }

    private static void vocabulary(DataReport report, String input, Vocabulary vocabulary) {
        boolean one = vocabulary.symbols().size() == 1;
        report.note(
                "vocabularies_of_one_symbol",
                one ? 1 : 0,
                "The vocabulary of '" + input + "' has one symbol, " + some(vocabulary.symbols())
                        + ": texts differ only in their lengths and unknown symbols; see data.text");
    }

    private static void texts(DataReport report, TextConfig config, Stream<Sequence> texts) {
        long number = 0;
        long cut = 0;
        long dropped = 0;
        long symbols = 0;
        for (Iterator<Sequence> each = texts.iterator(); each.hasNext(); ) {
            Sequence text = each.next();
            number++;
            int length = config.length(text);
            symbols += length;
            if (length > config.maxLength()) {
                cut++;
                dropped += length - config.maxLength();
            }
        }
        report.count("symbols", symbols);
        report.count("symbols_cut", dropped);
        report.note(
                "texts_cut",
                cut,
                String.format(
                        Locale.ROOT,
                        "Texts truncated to %,d symbols: %,d of %,d, with a loss of %,d of %,d symbols; to keep more,"
                                + " increase data.text.max_length",
                        config.maxLength(),
                        cut,
                        number,
                        dropped,
                        symbols));
    }

    private static void times(DataReport report, InputEncoding.Series encoding, Stream<Sequence> sequences) {
        long steps = 0;
        long equal = 0;
        long times = 0;
        for (Iterator<Sequence> each = sequences.iterator(); each.hasNext(); ) {
            Sequence.Series series = (Sequence.Series) each.next();
            steps += series.steps();
            equal += equalTimes(series);
            times += series.times().size();
        }
        report.count("steps", steps);
        report.note(
                "equal_times",
                equal,
                String.format(
                        Locale.ROOT,
                        "Steps at the same time as the previous step: %,d; if they are repeated readings, keep"
                                + " only one",
                        equal));
        boolean read = encoding.derived().stream().anyMatch(DerivedInput::isTime);
        report.note(
                "times_unused",
                read ? 0 : times,
                "The data contain the time of each step, but the cell does not read it and treats all steps as equally"
                        + " spaced; gru-d and time-lstm, for example, read times");
    }

    private static long equalTimes(Sequence.Series series) {
        long equal = 0;
        for (int t = 1; t < series.times().size(); t++) {
            equal += series.time(t) == series.time(t - 1) ? 1 : 0;
        }
        return equal;
    }

    private void columns(DataReport report, String name, SeriesConfig.Missing missing) {
        List<ColumnStatistics> training = ColumnStatistics.of(matrices(split.training(), name));
        List<String> empty = new ArrayList<>();
        List<String> constant = new ArrayList<>();
        List<String> hardly = new ArrayList<>();
        for (int c = 0; c < training.size(); c++) {
            if (column(name, c).endsWith(ColumnNames.UNKNOWN)) {
                // What is not known in use never occurs in training.
                continue;
            }
            ColumnStatistics column = training.get(c);
            double size = Math.abs(column.mean());
            (column.count() == 0
                            ? empty
                            : column.deviation() == 0
                                    ? constant
                                    : column.deviation() < HARDLY * size ? hardly : new ArrayList<String>())
                    .add(column(name, c));
        }
        report.note(
                "empty_columns",
                empty.size(),
                "Columns of '" + name + "' without a number in the training part: " + some(empty)
                        + "; they contain no information, leave them out");
        report.note(
                "constant_columns",
                constant.size(),
                "Columns of '" + name + "' with the same number everywhere in the training part: " + some(constant)
                        + "; they contain no information, leave them out");
        report.note(
                "nearly_constant_columns",
                hardly.size(),
                "Columns of '" + name + "' that change by less than a millionth of their mean: " + some(hardly)
                        + "; they are still scaled to standard deviation 1, including their noise");
        List<ColumnStatistics> statistics = ColumnStatistics.of(matrices(all, name));
        long gaps = statistics.stream().mapToLong(ColumnStatistics::missing).sum();
        long numbers =
                gaps + statistics.stream().mapToLong(ColumnStatistics::count).sum();
        report.note(
                "missing_numbers",
                gaps,
                String.format(Locale.ROOT, "Missing numbers of '%s': %,d of %,d; ", name, gaps, numbers)
                        + switch (missing) {
                            case MEAN -> "replaced by the mean of their column (data.series.missing)";
                            case LAST -> "replaced by the last number of their column (data.series.missing)";
                            case REFUSE -> "the cell reads a mask of them";
                        });
    }

    private static Iterable<Matrix> matrices(List<Example> examples, String input) {
        return () -> sequences(examples, input)
                .map(sequence -> switch (sequence) {
                    case Sequence.Series series -> series.values();
                    case Sequence.Static fixed -> fixed.values();
                    default -> Matrix.zeros(0, 0);
                })
                .iterator();
    }

    private String column(String input, int column) {
        List<String> names = contract.columns().of(input);
        return names.isEmpty() ? Integer.toString(column) : names.get(column);
    }

    /** The first few names of many, for messages. */
    static String some(Collection<String> names) {
        return names.stream().limit(SHOWN).map(Printable::word).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? ", …" : "");
    }
}
