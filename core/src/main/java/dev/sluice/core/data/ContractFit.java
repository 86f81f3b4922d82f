package dev.sluice.core.data;

import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Fits a {@link DataContract} to examples: vocabularies and scalers of the training part, labels of all. */
final class ContractFit {
    private final Preparation preparation;

    ContractFit(Preparation preparation) {
        this.preparation = preparation;
    }

    /**
     * The contract.
     *
     * @param training part, which vocabularies and scalers are made from
     * @param all examples, whose labels become the classes
     * @throws DataException if there is no training example, or there are fewer than two classes of which one must hold
     */
    DataContract of(List<Example> training, List<Example> all) {
        if (training.isEmpty()) {
            throw new DataException(
                    "training needs at least one example, but the training split is empty; "
                            + "make the other splits smaller or bring more data; examples with the same inputs are always in one part");
        }
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        Map<String, String> lengths = new LinkedHashMap<>();
        training.getFirst().inputs().forEach((name, first) -> {
            InputEncoding encoding = input(name, first, training);
            inputs.put(name, encoding);
            if (!encoding.forWholeExample()) {
                lengths.put(name, preparation.lengthsOf(name));
            }
        });
        Map<String, TargetEncoding> targets = new LinkedHashMap<>();
        all.getFirst()
                .targets()
                .forEach((name, first) -> targets.put(
                        name, first instanceof Target.Next ? next(inputs) : target(name, first, training, all)));
        Map<String, Weighing> weighing = new WeighingFit(preparation.weights(), training, all).of(targets);
        return new DataContract(inputs, lengths, targets, columns(inputs, targets), weighing, InputChanges.none());
    }

    /** The names of columns that the source gave, where there is one for each column. */
    private ColumnNames columns(Map<String, InputEncoding> inputs, Map<String, TargetEncoding> targets) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        inputs.forEach((name, encoding) -> {
            if (encoding instanceof InputEncoding.Numeric numeric) {
                sizes.put(name, numeric.scaler().features());
            } else if (encoding instanceof InputEncoding.Category) {
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

    /** Nothing is collected on the way: the examples may be views that are larger than the memory. */
    private InputEncoding input(String name, Sequence first, List<Example> training) {
        Supplier<Stream<Sequence>> sequences = () ->
                training.stream().map(example -> example.inputs().get(name)).filter(Objects::nonNull);
        SeriesConfig.Missing missing = preparation.series().missing();
        return switch (first) {
            case Sequence.Text text -> text(name, sequences);
            case Sequence.Symbols symbols -> text(name, sequences);
            case Sequence.Categories categories -> categories(categories.perStep(), sequences);
            case Sequence.Series series -> {
                Set<DerivedInput> derived = preparation.derived().getOrDefault(name, Set.of());
                Supplier<Stream<Sequence.Series>> all = () -> only(sequences, Sequence.Series.class);
                Scaler scaler = scaler(name, () -> all.get().map(Sequence.Series::values));
                yield new InputEncoding.Series(scaler, missing, timeScale(all.get()), derived);
            }
            case Sequence.Static fixed -> {
                Integer categories = preparation.categories().get(name);
                yield categories != null
                        ? new InputEncoding.Category(categories)
                        : new InputEncoding.Static(
                                scaler(
                                        name,
                                        () -> only(sequences, Sequence.Static.class)
                                                .map(Sequence.Static::values)),
                                missing);
            }
        };
    }

    /** Infinite numbers and other widths are left out here, and refused with their place when they are encoded. */
    private Scaler scaler(String name, Supplier<Stream<Matrix>> values) {
        int features = values.get().findFirst().orElseThrow().columns();
        if (preparation.asTheyAre().contains(name)) {
            return Scaler.identity(features);
        }
        Scaler fitted = ScalerFit.of(
                () -> values.get()
                        .filter(each -> each.columns() == features && !hasInfinite(each))
                        .iterator(),
                preparation.scalings().of(preparation.columns().of(name), features));
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
    private static InputEncoding categories(boolean perStep, Supplier<Stream<Sequence>> sequences) {
        TextConfig words = TextConfig.defaults().ofWords();
        Iterable<Sequence> given = () -> only(sequences, Sequence.Categories.class)
                .map(each -> (Sequence) new Sequence.Symbols(
                        each.values().stream().filter(word -> !word.isEmpty()).toList()))
                .iterator();
        Vocabulary vocabulary = Vocabulary.build(words, given);
        if (vocabulary.symbols().isEmpty()) {
            vocabulary = Vocabulary.of(List.of(Vocabulary.UNKNOWN_NAME));
        }
        return perStep ? new InputEncoding.Text(words, vocabulary) : InputEncoding.Category.of(vocabulary);
    }

    private InputEncoding text(String name, Supplier<Stream<Sequence>> sequences) {
        Iterable<Sequence> texts = () -> sequences
                .get()
                .filter(each -> each instanceof Sequence.Text || each instanceof Sequence.Symbols)
                .iterator();
        TextConfig config = preparation.textOf(name);
        boolean cut = texts.iterator().next() instanceof Sequence.Symbols;
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
                        .map(length -> Spelling.of(length, config, texts)));
    }

    private static <S extends Sequence> Stream<S> only(Supplier<Stream<Sequence>> sequences, Class<S> type) {
        return sequences.get().filter(type::isInstance).map(type::cast);
    }

    /** The mean time between two steps; 1 if no time passes. */
    private static double timeScale(Stream<Sequence.Series> series) {
        double passed = 0;
        long gaps = 0;
        for (Iterator<Sequence.Series> all = series.iterator(); all.hasNext(); ) {
            Sequence.Series each = all.next();
            if (each.steps() > 1) {
                passed += each.time(each.steps() - 1) - each.time(0);
                gaps += each.steps() - 1;
            }
        }
        return passed > 0 ? passed / gaps : 1;
    }

    private TargetEncoding target(String name, Target first, List<Example> training, List<Example> all) {
        boolean steps = first instanceof Target.Steps;
        Target one = targets(name, all, steps)
                .filter(target -> !Weighing.isMissing(target))
                .findFirst()
                .orElseThrow(() -> new DataException("the target '" + name + "' must be given for "
                        + (steps ? "steps, but no step of any example has one" : "examples, but none has one")));
        TargetEncoding columns = switch (one) {
            case Target.Labels labels -> classes(name, () -> targets(name, all, steps));
            case Target.Numbers numbers -> numbers(name, numbers.values().size(), () -> targets(name, training, steps));
            case Target.Text text ->
                preparation.transcripts().contains(name) ? transcript(name, training, all) : written(name, training);
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
    private TargetEncoding.Text written(String name, List<Example> training) {
        Iterable<Sequence> texts = () -> targets(name, training, false)
                .filter(Target.Text.class::isInstance)
                .map(target -> ((Target.Text) target).text())
                .iterator();
        return new TargetEncoding.Text(preparation.textOf(name), vocabulary(name, texts));
    }

    private TargetEncoding.Transcript transcript(String name, List<Example> training, List<Example> all) {
        TextConfig config = preparation.textOf(name);
        int longest = targets(name, all, false)
                .filter(Target.Text.class::isInstance)
                .mapToInt(
                        target -> config.symbols(((Target.Text) target).text()).size())
                .max()
                .orElse(0);
        return new TargetEncoding.Transcript(config, written(name, training).vocabulary(), Math.max(1, longest));
    }

    private Vocabulary vocabulary(String name, Iterable<Sequence> texts) {
        TextConfig config = preparation.textOf(name);
        List<String> own = config.tokenizer().vocabulary();
        Vocabulary vocabulary = own.isEmpty() ? Vocabulary.build(config, texts) : Vocabulary.of(own);
        if (vocabulary.symbols().isEmpty()) {
            throw new DataException("a vocabulary must have a symbol, but in the training part none of '" + name
                    + "' occurs " + config.minCount() + " times (data.text.min_count); lower it or bring more data");
        }
        return vocabulary;
    }

    private TargetEncoding.Classes classes(String name, Supplier<Stream<Target>> targets) {
        Supplier<Stream<Target.Labels>> given =
                () -> targets.get().filter(Target.Labels.class::isInstance).map(Target.Labels.class::cast);
        Labels labels = Labels.of(given.get()
                .flatMap(target -> target.labels().stream())
                .distinct()
                .toList());
        TargetEncoding.Classes.Form form = preparation.form(name);
        if (form == TargetEncoding.Classes.Form.NUMBER
                && given.get().anyMatch(target -> target.labels().size() != 1)) {
            form = TargetEncoding.Classes.Form.DISTRIBUTION;
        }
        if (labels.size() < 2 && form != TargetEncoding.Classes.Form.ZEROS_AND_ONES) {
            throw new DataException("classification needs at least two classes, but the data have only '"
                    + labels.names().getFirst()
                    + "'; check the label column, or give the data examples of another class");
        }
        return new TargetEncoding.Classes(labels, form);
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
    private TargetEncoding.Numbers numbers(String name, int size, Supplier<Stream<Target>> training) {
        TargetScaling scaling = preparation.scaling().getOrDefault(name, TargetScaling.NONE);
        if (scaling == TargetScaling.NONE) {
            return new TargetEncoding.Numbers(size);
        }
        Supplier<Stream<Matrix>> rows = () -> training.get()
                .filter(target -> target instanceof Target.Numbers numbers
                        && numbers.values().size() == size
                        && numbers.values().stream().allMatch(value -> Float.isFinite(value.floatValue())))
                .map(target -> Matrix.row(((Target.Numbers) target)
                        .values().stream().mapToDouble(Double::doubleValue).toArray()));
        if (rows.get().findAny().isEmpty()) {
            return new TargetEncoding.Numbers(size);
        }
        Scaler fitted = ScalerFit.of(
                () -> rows.get().iterator(),
                Collections.nCopies(size, preparation.scalings().targets()));
        return new TargetEncoding.Numbers(scaling == TargetScaling.SCALE ? fitted.withoutShift() : fitted);
    }
}
