package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What must be done to data before a model sees them, and what its answers mean. Fitted on the training split and kept
 * with the model, so that use and training cannot differ.
 *
 * @param inputs how each input becomes numbers
 * @param lengths what the number of steps of each input that has steps is called
 * @param targets how each answer becomes numbers
 * @param columns what the columns of numeric inputs and answers are called, by the names of those; may lack some
 */
public record DataContract(
        Map<String, InputEncoding> inputs,
        Map<String, String> lengths,
        Map<String, TargetEncoding> targets,
        Map<String, List<String>> columns) {
    private static final int QUOTED = 40;

    /** Copies the maps, keeping their order. */
    public DataContract {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        lengths = Collections.unmodifiableMap(new LinkedHashMap<>(lengths));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** The contract of a model with one input and one answer. */
    public static DataContract of(InputEncoding input, TargetEncoding target) {
        String name = input instanceof InputEncoding.Text ? Batch.TOKENS : Batch.FEATURES;
        return new DataContract(
                Map.of(name, input), Map.of(name, Batch.LENGTHS), Map.of(Example.ANSWER, target), Map.of());
    }

    /** The first input's encoding. */
    public InputEncoding input() {
        return inputs.values().iterator().next();
    }

    /** The first answer's encoding. */
    public TargetEncoding target() {
        return targets.values().iterator().next();
    }

    /**
     * Encodes examples.
     *
     * @throws DataException for one that does not fit; the message quotes it
     */
    public Dataset encode(List<Example> examples) {
        List<EncodedExample> encoded = new ArrayList<>(examples.size());
        // Examples with equal answers share one tensor: with many classes the answers would be larger than the inputs.
        Map<String, Map<Target, Tensor>> shared = new HashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            try {
                encoded.add(encode(example, shared));
            } catch (DataException e) {
                throw new DataException("example " + (i + 1) + describe(example) + ": " + e.getMessage());
            }
        }
        return new Dataset(encoded);
    }

    private EncodedExample encode(Example example, Map<String, Map<Target, Tensor>> shared) {
        Tensors.Builder answers = Tensors.builder();
        EncodedInputs inputs = encode(example.inputs());
        targets.forEach((name, encoding) -> {
            Target target = named(example.targets(), name, "answer");
            Tensor answer = target instanceof Target.Steps
                    ? encoding.encode(target)
                    : shared.computeIfAbsent(name, n -> new HashMap<>()).computeIfAbsent(target, encoding::encode);
            if (encoding.everyStep()
                    && !inputs.lengths().containsValue(answer.shape().size(0))) {
                throw new DataException("there must be an answer for each step, but '" + name + "' has "
                        + answer.shape().size(0) + " answers and the inputs have " + inputs.lengths() + " steps");
            }
            answers.put(name, answer);
        });
        return new EncodedExample(inputs, answers.build());
    }

    /**
     * Encodes the inputs of an example.
     *
     * @throws DataException if one is missing or does not fit
     */
    public EncodedInputs encode(Map<String, Sequence> example) {
        Tensors.Builder sequences = Tensors.builder();
        Tensors.Builder statics = Tensors.builder();
        Map<String, Integer> steps = new LinkedHashMap<>();
        inputs.forEach((name, encoding) -> {
            Sequence sequence = named(example, name, "input");
            Tensor values = encoding.encode(sequence);
            if (encoding.forWholeExample()) {
                statics.put(name, values);
                return;
            }
            sequences.put(name, values);
            sequences.putAll(encoding.derived(name, sequence));
            int length = values.shape().size(0);
            String called = lengths.getOrDefault(name, Batch.LENGTHS);
            Integer other = steps.putIfAbsent(called, length);
            if (other != null && other != length) {
                throw new DataException("inputs that one encoder reads together must have equally many steps, but '"
                        + name + "' has " + length + " and those before it " + other
                        + "; give it an encoder of its own (model.inputs)");
            }
        });
        return new EncodedInputs(sequences.build(), statics.build(), steps);
    }

    private static <T> T named(Map<String, T> things, String name, String what) {
        T thing = things.get(name);
        if (thing == null) {
            String only = things.size() == 1
                    ? things.values().iterator().next().getClass().getSimpleName()
                    : "";
            throw new DataException("the " + what + " '" + name + "' is missing; there is " + things.keySet()
                    + (only.isEmpty() ? "" : ", " + only.toLowerCase(java.util.Locale.ROOT)));
        }
        return thing;
    }

    private static String describe(Example example) {
        String where = example.origin().isEmpty() ? "" : " (" + example.origin() + ")";
        return where
                + (example.inputs().size() != 1
                        ? ""
                        : switch (example.sequence()) {
                            case Sequence.Text text -> " ('" + quoted(text.text()) + "')";
                            case Sequence.Symbols symbols -> " ('" + quoted(String.join(" ", symbols.symbols())) + "')";
                            case Sequence.Series series -> " " + series.values().shape();
                            case Sequence.Static fixed -> " " + fixed.values().shape();
                        });
    }

    private static String quoted(String text) {
        return text.codePoints().limit(QUOTED).mapToObj(Character::toString).collect(Collectors.joining());
    }
}
