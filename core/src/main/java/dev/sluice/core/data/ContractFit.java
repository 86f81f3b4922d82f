package dev.sluice.core.data;

import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.model.TargetScaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
            throw new DataException("training needs at least one example, but the training split is empty; "
                    + "make the other splits smaller or bring more data");
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
        all.getFirst().targets().forEach((name, first) -> targets.put(name, target(name, first, training, all)));
        return new DataContract(inputs, lengths, targets, columns(inputs, targets));
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
        return new ColumnNames(columns, preparation.columns().time());
    }

    private InputEncoding input(String name, Sequence first, List<Example> training) {
        List<Sequence> sequences = training.stream()
                .map(example -> example.inputs().get(name))
                .filter(Objects::nonNull)
                .toList();
        SeriesConfig.Missing missing = preparation.series().missing();
        return switch (first) {
            case Sequence.Text text -> text(sequences);
            case Sequence.Symbols symbols -> text(sequences);
            case Sequence.Series series -> {
                Set<DerivedInput> derived = preparation.derived().getOrDefault(name, Set.of());
                List<Sequence.Series> all = only(sequences, Sequence.Series.class);
                List<Matrix> values = all.stream().map(Sequence.Series::values).toList();
                yield new InputEncoding.Series(scaler(name, values), missing, timeScale(all), derived);
            }
            case Sequence.Static fixed -> {
                Integer categories = preparation.categories().get(name);
                if (categories != null) {
                    yield new InputEncoding.Category(categories);
                }
                List<Matrix> values = only(sequences, Sequence.Static.class).stream()
                        .map(Sequence.Static::values)
                        .toList();
                yield new InputEncoding.Static(scaler(name, values), missing);
            }
        };
    }

    /** Infinite numbers and other widths are left out here, and refused with their place when they are encoded. */
    private Scaler scaler(String name, List<Matrix> values) {
        int features = values.getFirst().columns();
        return preparation.asTheyAre().contains(name)
                ? Scaler.identity(features)
                : Scaler.fit(values.stream()
                        .filter(each -> each.columns() == features
                                && Arrays.stream(each.array()).noneMatch(number -> Float.isInfinite((float) number)))
                        .toList());
    }

    private InputEncoding text(List<Sequence> sequences) {
        List<Sequence> texts = sequences.stream()
                .filter(each -> each instanceof Sequence.Text || each instanceof Sequence.Symbols)
                .toList();
        return new InputEncoding.Text(preparation.text(), Vocabulary.build(preparation.text(), texts));
    }

    private static <S extends Sequence> List<S> only(List<Sequence> sequences, Class<S> type) {
        return sequences.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The mean time between two steps; 1 if no time passes. */
    private static double timeScale(List<Sequence.Series> series) {
        double passed = 0;
        long gaps = 0;
        for (Sequence.Series each : series) {
            if (each.steps() > 1) {
                passed += each.time(each.steps() - 1) - each.time(0);
                gaps += each.steps() - 1;
            }
        }
        return passed > 0 ? passed / gaps : 1;
    }

    private TargetEncoding target(String name, Target first, List<Example> training, List<Example> all) {
        boolean steps = first instanceof Target.Steps;
        List<Target> targets = targets(name, all, steps);
        if (targets.isEmpty()) {
            throw new DataException("the target '" + name + "' must be given for steps, but no example has a step");
        }
        TargetEncoding columns = switch (targets.getFirst()) {
            case Target.Labels one -> new TargetEncoding.Classes(labels(name, targets), preparation.form(name));
            case Target.Numbers one -> numbers(name, one.values().size(), targets(name, training, steps));
            case Target.Steps several ->
                throw new DataException(
                        "the target '" + name + "' has steps within steps; give one target for each step");
        };
        return steps ? new TargetEncoding.EveryStep(columns) : columns;
    }

    private Labels labels(String name, List<Target> targets) {
        Labels labels = Labels.of(targets.stream()
                .filter(Target.Labels.class::isInstance)
                .flatMap(target -> ((Target.Labels) target).labels().stream())
                .toList());
        if (labels.size() < 2 && preparation.form(name) == TargetEncoding.Classes.Form.DISTRIBUTION) {
            throw new DataException("classification needs at least two classes, but the data have only '"
                    + labels.names().getFirst()
                    + "'; check the label column, or give the data examples of another class");
        }
        return labels;
    }

    /** The targets of one name: of whole examples, or of their steps. */
    static List<Target> targets(String name, List<Example> examples, boolean steps) {
        List<Target> targets = new ArrayList<>();
        for (Example example : examples) {
            Target target = example.targets().get(name);
            if (steps && target instanceof Target.Steps several) {
                targets.addAll(several.steps());
            } else if (!steps && target != null) {
                targets.add(target);
            }
        }
        return targets;
    }

    private TargetEncoding.Numbers numbers(String name, int size, List<Target> training) {
        TargetScaling scaling = preparation.scaling().getOrDefault(name, TargetScaling.NONE);
        if (scaling == TargetScaling.NONE) {
            return new TargetEncoding.Numbers(size);
        }
        List<Matrix> rows = new ArrayList<>();
        for (Target target : training) {
            // What is of another size or not finite is refused when it is encoded, with its place.
            if (target instanceof Target.Numbers numbers
                    && numbers.values().size() == size
                    && numbers.values().stream().allMatch(value -> Float.isFinite(value.floatValue()))) {
                rows.add(Matrix.row(numbers.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray()));
            }
        }
        if (rows.isEmpty()) {
            return new TargetEncoding.Numbers(size);
        }
        Scaler fitted = Scaler.fit(rows);
        return new TargetEncoding.Numbers(scaling == TargetScaling.SCALE ? fitted.withoutShift() : fitted);
    }
}
