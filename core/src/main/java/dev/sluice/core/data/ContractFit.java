package dev.sluice.core.data;

import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes the {@link DataContract} that fits examples: vocabularies and scalers of the training part, labels of all. */
final class ContractFit {
    private final Preparation preparation;

    ContractFit(Preparation preparation) {
        this.preparation = preparation;
    }

    /**
     * The contract.
     *
     * @param training examples that vocabularies and scalers are made from
     * @param all examples, whose labels become the classes
     * @throws DataException if there is no training example, or there are fewer than two classes
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

    /** The columns' names that the source gave, where there is one for each column. */
    private Map<String, List<String>> columns(Map<String, InputEncoding> inputs, Map<String, TargetEncoding> targets) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        inputs.forEach((name, encoding) -> {
            switch (encoding) {
                case InputEncoding.Text text -> {}
                case InputEncoding.Series series ->
                    sizes.put(name, series.scaler().features());
                case InputEncoding.Category category -> sizes.put(name, 1);
                case InputEncoding.Static fixed ->
                    sizes.put(name, fixed.scaler().features());
            }
        });
        targets.forEach((name, encoding) -> {
            if (encoding.columns() instanceof TargetEncoding.Numbers numbers) {
                sizes.put(name, numbers.size());
            }
        });
        Map<String, List<String>> columns = new LinkedHashMap<>();
        sizes.forEach((name, size) -> {
            List<String> given = preparation.columns().getOrDefault(name, List.of());
            if (given.size() == size) {
                columns.put(name, List.copyOf(given));
            }
        });
        return columns;
    }

    private InputEncoding input(String name, Sequence first, List<Example> training) {
        List<Sequence> sequences = training.stream()
                .map(example -> example.inputs().get(name))
                .filter(Objects::nonNull)
                .toList();
        SeriesConfig.Missing missing = preparation.series().missing();
        boolean asItIs = preparation.asTheyAre().contains(name);
        return switch (first) {
            case Sequence.Text text -> text(sequences);
            case Sequence.Symbols symbols -> text(sequences);
            case Sequence.Series series -> {
                Set<DerivedInput> derived = preparation.derived().getOrDefault(name, Set.of());
                int features = features(series.values());
                List<Sequence.Series> all = only(sequences, Sequence.Series.class);
                InputEncoding.Series unscaled =
                        new InputEncoding.Series(Scaler.identity(features), missing, timeScale(all), derived);
                all.forEach(each -> SeriesCheck.check(each.values(), unscaled.allowsMissing()));
                yield asItIs
                        ? unscaled
                        : unscaled.with(Scaler.fit(
                                all.stream().map(Sequence.Series::values).toList()));
            }
            case Sequence.Static fixed -> {
                Integer categories = preparation.categories().get(name);
                if (categories != null) {
                    yield new InputEncoding.Category(categories);
                }
                List<Tensor> rows = only(sequences, Sequence.Static.class).stream()
                        .map(each -> each.values().reshape(1, each.values().array().length))
                        .toList();
                int features = fixed.values().array().length;
                yield new InputEncoding.Static(asItIs ? Scaler.identity(features) : Scaler.fit(rows), missing);
            }
        };
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

    private static int features(Tensor values) {
        // A misshapen series is refused when it is encoded, with its place.
        return values.shape().rank() == 2 ? values.shape().size(1) : 1;
    }

    /** The mean time between two steps; 1 if no time passes. */
    private static double timeScale(List<Sequence.Series> series) {
        double passed = 0;
        long gaps = 0;
        for (Sequence.Series each : series) {
            if (each.times().size() > 1) {
                passed += each.times().getLast() - each.times().getFirst();
                gaps += each.times().size() - 1;
            }
        }
        return passed > 0 ? passed / gaps : 1;
    }

    private TargetEncoding target(String name, Target first, List<Example> training, List<Example> all) {
        boolean steps = first instanceof Target.Steps;
        List<Target> answers = answers(name, all, steps);
        if (answers.isEmpty()) {
            throw new DataException("the answer '" + name + "' must be given for steps, but no example has a step");
        }
        TargetEncoding columns = switch (answers.getFirst()) {
            case Target.Labels one ->
                new TargetEncoding.Classes(
                        Labels.of(answers.stream()
                                .filter(Target.Labels.class::isInstance)
                                .flatMap(target -> ((Target.Labels) target).labels().stream())
                                .toList()),
                        preparation.form(name));
            case Target.Numbers one -> numbers(name, one.values().size(), answers(name, training, steps));
            case Target.Steps several ->
                throw new DataException(
                        "the answer '" + name + "' has steps within steps; give one answer for each step");
        };
        return steps ? new TargetEncoding.EveryStep(columns) : columns;
    }

    /** The answers of one name: of whole examples, or of their steps. */
    private static List<Target> answers(String name, List<Example> examples, boolean steps) {
        List<Target> answers = new ArrayList<>();
        for (Example example : examples) {
            Target target = example.targets().get(name);
            if (steps && target instanceof Target.Steps several) {
                answers.addAll(several.steps());
            } else if (!steps && target != null) {
                answers.add(target);
            }
        }
        return answers;
    }

    private TargetEncoding.Numbers numbers(String name, int size, List<Target> training) {
        if (!preparation.standardized().contains(name)) {
            return new TargetEncoding.Numbers(size);
        }
        List<Tensor> rows = new ArrayList<>();
        for (Target target : training) {
            // What is of another size or not finite is refused when it is encoded, with its place.
            if (target instanceof Target.Numbers numbers
                    && numbers.values().size() == size
                    && numbers.values().stream().allMatch(value -> Float.isFinite(value.floatValue()))) {
                Tensor row = Tensor.zeros(1, size);
                for (int i = 0; i < size; i++) {
                    row.array()[i] = numbers.values().get(i).floatValue();
                }
                rows.add(row);
            }
        }
        return rows.isEmpty() ? new TargetEncoding.Numbers(size) : new TargetEncoding.Numbers(Scaler.fit(rows));
    }
}
