package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What must be done to data before a model sees them, and what its answers mean. Fitted on the training split and kept
 * with the model, so that use and training cannot differ.
 */
public record DataContract(InputEncoding input, TargetEncoding target) {
    /**
     * The contract that fits the data.
     *
     * @param training examples that vocabulary or scaler are made from
     * @param all examples, whose labels become the classes
     * @param text how texts are cut; unused for numeric series
     * @param form of the targets of classes
     * @throws DataException if there is no training example, examples differ in kind, or there are fewer than two classes
     */
    public static DataContract fit(
            List<Example> training, List<Example> all, TextConfig text, TargetEncoding.Classes.Form form) {
        if (training.isEmpty()) {
            throw new DataException("training needs at least one example, but the training split is empty; "
                    + "make the other splits smaller or bring more data");
        }
        return new DataContract(input(training, text), target(all, form));
    }

    private static InputEncoding input(List<Example> training, TextConfig config) {
        return switch (training.getFirst().sequence()) {
            case Sequence.Text first ->
                new InputEncoding.Text(
                        config,
                        Vocabulary.build(
                                config,
                                training.stream()
                                        .map(example ->
                                                example.sequence() instanceof Sequence.Text text ? text.text() : "")
                                        .toList()));
            case Sequence.Series first ->
                new InputEncoding.Series(Scaler.fit(training.stream()
                        .map(Example::sequence)
                        .filter(Sequence.Series.class::isInstance)
                        .map(sequence -> ((Sequence.Series) sequence).values())
                        .peek(SeriesCheck::check)
                        .toList()));
        };
    }

    private static TargetEncoding target(List<Example> all, TargetEncoding.Classes.Form form) {
        return switch (all.getFirst().target()) {
            case Target.Labels first ->
                new TargetEncoding.Classes(
                        Labels.of(all.stream()
                                .map(Example::target)
                                .filter(Target.Labels.class::isInstance)
                                .flatMap(target -> ((Target.Labels) target).labels().stream())
                                .collect(Collectors.toCollection(ArrayList::new))),
                        form);
            case Target.Numbers first ->
                new TargetEncoding.Numbers(first.values().size());
        };
    }

    /**
     * Encodes examples.
     *
     * @throws DataException for one that does not fit; the message quotes it
     */
    public Dataset encode(List<Example> examples) {
        List<EncodedExample> encoded = new ArrayList<>(examples.size());
        // Examples with equal answers share one tensor: with many classes the answers would be larger than the inputs.
        Map<Target, Tensor> targets = new HashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            try {
                encoded.add(new EncodedExample(
                        input.encode(example.sequence()), targets.computeIfAbsent(example.target(), target::encode)));
            } catch (DataException e) {
                throw new DataException("example " + (i + 1) + describe(example.sequence()) + ": " + e.getMessage());
            }
        }
        return new Dataset(encoded);
    }

    private static String describe(Sequence sequence) {
        return switch (sequence) {
            case Sequence.Text text ->
                " ('"
                        + text.text()
                                .codePoints()
                                .limit(40)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining()) + "')";
            case Sequence.Series series -> " " + series.values().shape();
        };
    }
}
