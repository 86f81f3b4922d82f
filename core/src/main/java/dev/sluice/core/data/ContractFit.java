package dev.sluice.core.data;

import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.tensor.Matrix;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fits a {@link DataContract} to examples: vocabularies and scalers of the training part, labels of all. */
final class ContractFit {
    private final Preparation preparation;
    private final Pieces training;
    private final Pieces all;

    /**
     * A fit.
     *
     * @param training part, which vocabularies and scalers are made from
     * @param all examples, whose labels become the classes
     */
    ContractFit(Preparation preparation, Pieces training, Pieces all) {
        this.preparation = preparation;
        this.training = training;
        this.all = all;
    }

    /**
     * The contract.
     *
     * @throws DataException if there is no training example, or there are fewer than two classes of which one must hold
     */
    DataContract contract() {
        if (training.isEmpty()) {
            throw new DataException(
                    "training needs at least one example, but the training split is empty; "
                            + "make the other splits smaller or bring more data; examples with the same inputs are always in one part");
        }
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        Map<String, String> lengths = new LinkedHashMap<>();
        training.first().inputs().forEach((name, first) -> {
            InputEncoding encoding = input(name, first);
            inputs.put(name, encoding);
            if (!encoding.forWholeExample()) {
                lengths.put(name, preparation.lengthsOf(name));
            }
        });
        Map<String, TargetEncoding> targets = new LinkedHashMap<>();
        all.first()
                .targets()
                .forEach((name, first) ->
                        targets.put(name, first instanceof Target.Next ? next(inputs) : target(name, first)));
        Map<String, Weighing> weighing = new WeighingFit(preparation.weights(), training, all).of(targets);
        return new DataContract(inputs, lengths, targets, columns(inputs, targets), weighing, InputChanges.none());
    }

    /** The names of columns that the source gave, where there is one for each column. */
    private ColumnNames columns(Map<String, InputEncoding> inputs, Map<String, TargetEncoding> targets) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        inputs.forEach((name, encoding) -> {
            if (encoding instanceof InputEncoding.Numeric numeric) {
                sizes.put(name, numeric.scaler().features());
            } else {
                // A text or a category is read from one column.
                sizes.put(name, 1);
            }
        });
        targets.forEach((name, encoding) -> {
            if (encoding.columns() instanceof TargetEncoding.Numbers numbers) {
                sizes.put(name, numbers.size());
            }
        });
        Map<String, List<String>> columns = new LinkedHashMap<>();
        sizes.forEach((name, size) -> {
            List<String> given = preparation.columns().of(name);
            if (given.size() == size) {
                columns.put(name, List.copyOf(given));
            }
        });
        return new ColumnNames(columns, preparation.columns().times());
    }

    /** The sequences of one input in some examples. Nothing is collected on the way: they may be views that are larger than the memory. */
    private static <S extends Sequence> Stream<S> sequences(List<Example> piece, String name, Class<S> type) {
        return piece.stream()
                .map(example -> example.inputs().get(name))
                .filter(type::isInstance)
                .map(type::cast);
    }

    private InputEncoding input(String name, Sequence first) {
        SeriesConfig.Missing missing = preparation.series().missing();
        return switch (first) {
            case Sequence.Text text -> text(name, first);
            case Sequence.Symbols symbols -> text(name, first);
            case Sequence.Categories categories -> categories(name, categories.perStep());
            case Sequence.Series series -> {
                Scaler scaler = scaler(
                        name,
                        series.values().columns(),
                        piece -> sequences(piece, name, Sequence.Series.class).map(Sequence.Series::values));
                yield new InputEncoding.Series(
                        scaler, missing, timeScale(name), preparation.derived().getOrDefault(name, Set.of()));
            }
            case Sequence.Static fixed -> {
                Integer categories = preparation.categories().get(name);
                yield categories != null
                        ? new InputEncoding.Category(categories)
                        : new InputEncoding.Static(
                                scaler(
                                        name,
                                        fixed.values().columns(),
                                        piece -> sequences(piece, name, Sequence.Static.class)
                                                .map(Sequence.Static::values)),
                                missing);
            }
        };
    }

    /** Infinite numbers and other widths are left out here, and refused with their place when they are encoded. */
    private Scaler scaler(String name, int features, ScalerFit.Matrices values) {
        if (preparation.asTheyAre().contains(name)) {
            return Scaler.identity(features);
        }
        Scaler fitted = new ScalerFit(
                        training,
                        piece -> values.of(piece).filter(each -> each.columns() == features && !hasInfinite(each)))
                .of(preparation.scalings().of(preparation.columns().of(name), features));
        // Numbers that are measured by a scale of their own keep their digits only if they are not shifted before.
        return preparation.scaling().get(name) == TargetScaling.SCALE ? fitted.withoutShift() : fitted;
    }

    private static boolean hasInfinite(Matrix values) {
        for (Matrix block : values.blocks()) {
            if (Arrays.stream(block.array()).anyMatch(number -> Float.isInfinite((float) number))) {
                return true;
            }
        }
        return false;
    }

    /** The words of the training part: of what is not among them, or missing, there is one number. */
    private InputEncoding categories(String name, boolean perStep) {
        TextConfig words = TextConfig.defaults().ofWords();
        Vocabulary vocabulary = counted(
                words,
                piece -> sequences(piece, name, Sequence.Categories.class)
                        .map(each -> new Sequence.Symbols(each.values().stream()
                                .filter(word -> !word.isEmpty())
                                .toList())));
        if (vocabulary.symbols().isEmpty()) {
            vocabulary = Vocabulary.of(List.of(Vocabulary.UNKNOWN_NAME));
        }
        return perStep ? new InputEncoding.Text(words, vocabulary) : InputEncoding.Category.of(vocabulary);
    }

    private InputEncoding text(String name, Sequence first) {
        Texts texts = piece -> sequences(piece, name, Sequence.class)
                .filter(each -> each instanceof Sequence.Text || each instanceof Sequence.Symbols);
        TextConfig config = preparation.textOf(name);
        boolean cut = first instanceof Sequence.Symbols;
        if (preparation.characters().containsKey(name)
                && !cut
                && !config.tokenizer().isOfWords()) {
            throw new DataException(
                    "model.embedding.characters reads the characters of words, but a step of '" + name + "' is a "
                            + config.tokenizer().inWords() + "; set data.text.unit: word, or leave the characters out");
        }
        return new InputEncoding.Text(
                config,
                vocabulary(name, texts),
                Optional.ofNullable(preparation.characters().get(name))
                        .map(length -> new Spelling(
                                length,
                                counted(Spelling.rules(length), piece -> Spelling.spelled(config, texts.of(piece))))));
    }

    /** The texts of some examples. */
    @FunctionalInterface
    private interface Texts extends Serializable {
        Stream<? extends Sequence> of(List<Example> piece);
    }

    private Vocabulary counted(TextConfig config, Texts texts) {
        return counted(config, texts, List.of());
    }

    /** The vocabulary of texts of the training part, and of more words. */
    private Vocabulary counted(TextConfig config, Texts texts, List<String> more) {
        Map<String, Integer> counts = training.ask(piece -> Vocabulary.counts(config, texts.of(piece)), (a, b) -> {
            b.forEach((symbol, count) -> a.merge(symbol, count, Integer::sum));
            return a;
        });
        return Vocabulary.ofCounts(config, counts, more);
    }

    /** The mean time between two steps; 1 if no time passes. */
    private double timeScale(String name) {
        TimePassed passed = training.ask(
                piece -> {
                    TimePassed sum = new TimePassed();
                    sequences(piece, name, Sequence.Series.class).forEach(sum::add);
                    return sum;
                },
                TimePassed::join);
        return passed.scale();
    }

    /** The time that passes in series. */
    private static final class TimePassed implements Serializable {
        private static final long serialVersionUID = 1L;
        private final ExactSum passed = new ExactSum();
        private long gaps;

        void add(Sequence.Series series) {
            if (series.steps() > 1) {
                passed.add(series.time(series.steps() - 1) - series.time(0));
                gaps += series.steps() - 1;
            }
        }

        static TimePassed join(TimePassed a, TimePassed b) {
            a.passed.add(b.passed);
            a.gaps += b.gaps;
            return a;
        }

        double scale() {
            return passed.value() > 0 ? passed.value() / gaps : 1;
        }
    }

    private TargetEncoding target(String name, Target first) {
        boolean steps = first instanceof Target.Steps;
        Target one = all.some(piece -> targets(name, piece, steps).filter(target -> !Weighing.isMissing(target)))
                .orElseThrow(() -> new DataException("the target '" + name + "' must be given for "
                        + (steps ? "steps, but no step of any example has one" : "examples, but none has one")));
        TargetEncoding columns = switch (one) {
            case Target.Labels labels -> classes(name, steps);
            case Target.Numbers numbers -> numbers(name, numbers.values().size(), steps);
            case Target.Text text -> preparation.transcripts().contains(name) ? transcript(name) : written(name);
            case Target.Next next ->
                throw new DataException("the next symbol of a text is a target for all steps together");
            case Target.Missing missing -> throw new IllegalStateException("missing targets are left out");
            case Target.Horizon horizon ->
                throw new DataException("the target '" + name
                        + "' is the steps after a window, whose scale is that of the series it is cut from");
            case Target.Steps several ->
                throw new DataException(
                        "the target '" + name + "' has steps within steps; give one target for each step");
        };
        return steps ? new TargetEncoding.EveryStep(columns) : columns;
    }

    private static TargetEncoding.Next next(Map<String, InputEncoding> inputs) {
        Map.Entry<String, InputEncoding> only = inputs.entrySet().iterator().next();
        if (inputs.size() > 1 || !(only.getValue() instanceof InputEncoding.Text text)) {
            throw new DataException(
                    "data.next predicts the next symbol of the only text that a model reads, but it reads "
                            + String.join(", ", inputs.keySet())
                            + "; read one text, or forecast the next steps of a series (data.forecast)");
        }
        if (text.vocabulary().symbols().size() < 2) {
            throw new DataException(
                    "the next symbol is one of a vocabulary of at least two, but the training part has only "
                            + text.vocabulary().symbols() + "; bring another text, or lower data.text.min_count");
        }
        return new TargetEncoding.Next(only.getKey(), text.vocabulary());
    }

    /** The vocabulary of texts that are to be written, from the training part. */
    private WrittenEncoding written(String name) {
        return new WrittenEncoding(preparation.textOf(name), vocabulary(name, piece -> texts(piece, name)));
    }

    private static Stream<Sequence> texts(List<Example> piece, String target) {
        return targets(target, piece, false)
                .filter(Target.Text.class::isInstance)
                .map(text -> ((Target.Text) text).text());
    }

    private TranscriptEncoding transcript(String name) {
        TextConfig config = preparation.textOf(name);
        int longest = all.ask(
                piece -> texts(piece, name)
                        .mapToInt(text -> config.symbols(text).size())
                        .max()
                        .orElse(0),
                Math::max);
        return new TranscriptEncoding(config, written(name).vocabulary(), Math.max(1, longest));
    }

    private Vocabulary vocabulary(String name, Texts texts) {
        TextConfig config = preparation.textOf(name);
        List<String> own = config.ownVocabulary();
        List<String> more = preparation.words().getOrDefault(name, List.of());
        Vocabulary vocabulary = own.isEmpty() ? counted(config, texts, more) : Vocabulary.of(own);
        if (vocabulary.symbols().isEmpty()) {
            throw new DataException("a vocabulary must have a symbol, but in the training part none of '" + name
                    + "' occurs " + config.minCount() + " times (data.text.min_count); lower it or bring more data");
        }
        return vocabulary;
    }

    private ClassEncoding classes(String name, boolean steps) {
        TreeSet<String> written = all.ask(
                piece -> labels(piece, name, steps)
                        .flatMap(target -> target.labels().stream())
                        .collect(Collectors.toCollection(TreeSet::new)),
                (a, b) -> {
                    a.addAll(b);
                    return a;
                });
        Labels labels = Labels.of(written);
        ClassEncoding.Form form = preparation.form(name);
        if (form == ClassEncoding.Form.NUMBER
                && all.ask(
                        piece -> labels(piece, name, steps)
                                .anyMatch(target -> target.labels().size() != 1),
                        Boolean::logicalOr)) {
            form = ClassEncoding.Form.DISTRIBUTION;
        }
        if (labels.size() < 2 && form != ClassEncoding.Form.ZEROS_AND_ONES) {
            throw new DataException("classification needs at least two classes, but the data have only '"
                    + labels.names().getFirst()
                    + "'; check the label column, or give the data examples of another class");
        }
        return new ClassEncoding(labels, form);
    }

    private static Stream<Target.Labels> labels(List<Example> piece, String name, boolean steps) {
        return targets(name, piece, steps)
                .filter(Target.Labels.class::isInstance)
                .map(Target.Labels.class::cast);
    }

    /** The targets of one name: of whole examples, or of their steps. */
    static Stream<Target> targets(String name, List<Example> examples, boolean steps) {
        return examples.stream().flatMap(example -> {
            Target target = example.targets().get(name);
            if (steps && target instanceof Target.Steps several) {
                return several.steps().stream();
            }
            return !steps && target != null ? Stream.of(target) : Stream.empty();
        });
    }

    /** What is of another size or not finite is refused when it is encoded, with its place. */
    private TargetEncoding.Numbers numbers(String name, int size, boolean steps) {
        TargetScaling scaling = preparation.scaling().getOrDefault(name, TargetScaling.NONE);
        if (scaling == TargetScaling.NONE) {
            return new TargetEncoding.Numbers(size);
        }
        ScalerFit.Matrices rows = piece -> targets(name, piece, steps)
                .filter(target -> target instanceof Target.Numbers numbers
                        && numbers.values().size() == size
                        && numbers.values().stream().allMatch(value -> Float.isFinite(value.floatValue())))
                .map(target -> Matrix.row(((Target.Numbers) target)
                        .values().stream().mapToDouble(Double::doubleValue).toArray()));
        if (!training.ask(piece -> rows.of(piece).findAny().isPresent(), Boolean::logicalOr)) {
            return new TargetEncoding.Numbers(size);
        }
        Scaler fitted = new ScalerFit(training, rows)
                .of(Collections.nCopies(size, preparation.scalings().targets()));
        return new TargetEncoding.Numbers(scaling == TargetScaling.SCALE ? fitted.withoutShift() : fitted);
    }
}
