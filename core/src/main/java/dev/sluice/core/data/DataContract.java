package dev.sluice.core.data;

import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * The way from data to what a model sees, and the meaning of its outputs. Fitted on the training part and kept with the model, so
 * that use and training cannot differ.
 *
 * @param inputs encoding of each input
 * @param lengths name of the number of steps, for each input that has steps
 * @param targets encoding of each target
 * @param columns names of the columns of numeric inputs and targets, where the data have them
 * @param weighing of those targets that are not all judged alike in training
 * @param changes that inputs go through before they are encoded, and before windows are cut of them
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record DataContract(
        Map<String, InputEncoding> inputs,
        Map<String, String> lengths,
        Map<String, TargetEncoding> targets,
        ColumnNames columns,
        Map<String, Weighing> weighing,
        InputChanges changes) {
    /** Copies the maps, keeping their order. */
    public DataContract {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        lengths = Collections.unmodifiableMap(new LinkedHashMap<>(lengths));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        weighing = Collections.unmodifiableMap(new LinkedHashMap<>(weighing));
    }

    /** A contract whose targets are all judged alike. */
    public DataContract(
            Map<String, InputEncoding> inputs,
            Map<String, String> lengths,
            Map<String, TargetEncoding> targets,
            ColumnNames columns) {
        this(inputs, lengths, targets, columns, Map.of(), InputChanges.none());
    }

    /** This for examples whose inputs go through changes before they are encoded. */
    public DataContract after(InputChanges before) {
        return new DataContract(inputs, lengths, targets, columns, weighing, before);
    }

    /**
     * This with thresholds for the labels of some targets, and none for those of others.
     *
     * @param thresholds by target, one for each label
     */
    public DataContract withThresholds(Map<String, List<Double>> thresholds) {
        Map<String, TargetEncoding> changed = new LinkedHashMap<>();
        targets.forEach((name, target) -> changed.put(name, decided(target, thresholds.getOrDefault(name, List.of()))));
        return new DataContract(inputs, lengths, changed, columns, weighing, changes);
    }

    private static TargetEncoding decided(TargetEncoding target, List<Double> thresholds) {
        return switch (target) {
            case ClassEncoding classes -> classes.withThresholds(thresholds);
            case TargetEncoding.EveryStep steps -> new TargetEncoding.EveryStep(decided(steps.each(), thresholds));
            default -> target;
        };
    }

    /** The contract of a model with one input and one target. */
    public static DataContract of(InputEncoding input, TargetEncoding target) {
        String name = input instanceof InputEncoding.Text ? Batch.TOKENS : Batch.FEATURES;
        return new DataContract(
                Map.of(name, input), Map.of(name, Network.LENGTHS), Map.of(Example.TARGET, target), ColumnNames.none());
    }

    /**
     * Fits a contract to examples.
     *
     * @throws DataException if there is no training example, or there are fewer than two classes of which one must hold
     */
    @API(status = API.Status.INTERNAL)
    public static DataContract fit(Preparation preparation, Split split) {
        return fit(preparation, Pieces.of(split.training()), Pieces.of(split.all()));
    }

    /**
     * Fits a contract to examples wherever they are.
     *
     * @param training those that scalers and vocabularies are made from
     * @param all those whose labels become the classes
     * @throws DataException if there is no training example, or there are fewer than two classes of which one must hold
     */
    @API(status = API.Status.INTERNAL)
    public static DataContract fit(Preparation preparation, Pieces training, Pieces all) {
        return new ContractFit(preparation, training, all).contract();
    }

    /** The encoding of the first input. */
    public InputEncoding input() {
        return inputs.values().iterator().next();
    }

    /** The encoding of the first target. */
    public TargetEncoding target() {
        return targets.values().iterator().next();
    }

    /**
     * Encodes examples: texts and classes immediately, numbers whenever they are requested. Each example is checked now.
     *
     * @param examples with random access. Not copied.
     * @throws DataException for one that does not fit; the message names its place and quotes it
     */
    public Dataset encode(List<Example> examples) {
        return new EncodedExamples(this, examples).dataset();
    }

    /** A target of an example as it is to be encoded: those of steps cut where the text that they stand beside is cut. */
    Target target(String name, Example example, Map<String, Integer> lengths) {
        Target target = named(example.targets(), name, "target");
        return target instanceof Target.Steps steps ? cut(name, steps, example, lengths) : target;
    }

    /**
     * The weights of an example's targets that are not all judged alike, by name: {@code [1]}, or {@code [T, 1]}.
     *
     * @param lengths numbers of steps by name
     */
    Tensors weights(Example example, Map<String, Integer> lengths) {
        Tensors.Builder weights = Tensors.builder();
        weighing.forEach((name, weighed) -> {
            Target target = target(name, example, lengths);
            boolean everyStep = target instanceof Target.Steps;
            List<Target> judged = target instanceof Target.Steps steps ? steps.steps() : List.of(target);
            if (target instanceof Target.Text && targets.get(name) instanceof WrittenEncoding text) {
                Tensor each = Tensor.zeros(text.numbers(target).length, 1);
                Arrays.fill(each.array(), (float) (example.weight() * weighed.of(target)));
                weights.put(name, each);
                return;
            }
            if (target instanceof Target.Next || targets.get(name) instanceof TranscriptEncoding) {
                Tensor each = Tensor.zeros(lengths.values().iterator().next(), 1);
                Arrays.fill(each.array(), (float) example.weight());
                weights.put(name, each);
                return;
            }
            Tensor each = everyStep ? Tensor.zeros(judged.size(), 1) : Tensor.zeros(1);
            for (int t = 0; t < judged.size(); t++) {
                double ofStep = target instanceof Target.Steps steps ? steps.weight(t) : 1;
                each.array()[t] = (float) (example.weight() * ofStep * weighed.of(judged.get(t)));
            }
            weights.put(name, each);
        });
        return weights.build();
    }

    private Target.Steps cut(String name, Target.Steps target, Example example, Map<String, Integer> lengths) {
        int steps = target.steps().size();
        if (lengths.containsValue(steps)) {
            return target;
        }
        for (Map.Entry<String, InputEncoding> input : inputs.entrySet()) {
            if (input.getValue() instanceof InputEncoding.Text text
                    && text.config().length(named(example.inputs(), input.getKey(), "input")) == steps) {
                return target.cut(0, text.config().maxLength());
            }
        }
        throw new DataException("there must be a target for each step, but '" + name + "' has " + steps
                + " targets and the inputs have "
                + lengths.values().stream().distinct().map(String::valueOf).collect(Collectors.joining(" and "))
                + " steps; correct the example, or leave it out");
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
            Tensor values = encoding.encode(sequence, columns.of(name));
            if (encoding.forWholeExample()) {
                statics.put(name, values);
                return;
            }
            sequences.put(name, values);
            sequences.putAll(encoding.derived(name, sequence));
            int length = values.shape().size(0);
            String called = lengths.getOrDefault(name, Network.LENGTHS);
            Integer other = steps.putIfAbsent(called, length);
            if (other != null && other != length) {
                throw new DataException("inputs that one encoder reads together must have equally many steps, but '"
                        + name + "' has " + length + " and those before it " + other
                        + "; give it an encoder of its own (model.inputs)");
            }
        });
        return new EncodedInputs(sequences.build(), statics.build(), steps);
    }

    /**
     * The numeric inputs of an example in the units of the data, gaps filled, and what cells read beside them: what an exported
     * file takes, which standardizes them itself. By name, {@code [T, F]}, or {@code [1, F]} for static ones.
     *
     * @throws DataException if one is missing or does not fit
     */
    public Map<String, Matrix> measured(Map<String, Sequence> example) {
        Map<String, Matrix> measured = new LinkedHashMap<>();
        inputs.forEach((name, encoding) -> {
            if (encoding instanceof InputEncoding.Numeric numeric) {
                Sequence sequence = named(example, name, "input");
                measured.put(name, numeric.measured(sequence, columns.of(name)));
                if (numeric instanceof InputEncoding.Series series) {
                    series.measuredDerived(name, sequence)
                            .forEach((derived, values) -> measured.put(derived, Matrix.of(values)));
                }
            }
        });
        return measured;
    }

    static <T> T named(Map<String, T> things, String name, String kind) {
        T thing = things.get(name);
        if (thing == null) {
            String only = things.size() == 1
                    ? things.values().iterator().next().getClass().getSimpleName()
                    : "";
            throw new DataException("the " + kind + " '" + name + "' is missing; there is " + things.keySet()
                    + (only.isEmpty() ? "" : ", " + only.toLowerCase(Locale.ROOT)));
        }
        return thing;
    }
}
