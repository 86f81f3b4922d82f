package dev.sluice.core.data;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Examples as numbers. Texts, categories and classes are kept as ints; numbers are taken from the example and scaled when they are
 * asked for, so that overlapping windows of one series cost no more than the series.
 */
final class EncodedExamples extends AbstractList<EncodedExample> implements RandomAccess {
    private static final Example NOTHING = new Example(Map.of(), Map.of());

    private final DataContract contract;
    private final List<Example> examples;
    private final Map<String, IntRows> symbols = new LinkedHashMap<>();
    private final Map<String, ClassCodes> classes = new LinkedHashMap<>();
    private final Map<String, IntRows> written = new LinkedHashMap<>();
    private final Map<String, int[]> lengths = new LinkedHashMap<>();
    private final Map<String, Double> weights = new LinkedHashMap<>();
    /** Whether everything is kept, so that examples need not be made again. */
    private final boolean complete;

    /**
     * Looks at each example once.
     *
     * @throws DataException for one that does not fit; the message names its place and quotes it
     */
    EncodedExamples(DataContract contract, List<Example> examples) {
        this.contract = contract;
        this.examples = examples;
        contract.inputs().forEach((name, encoding) -> {
            if (!(encoding instanceof InputEncoding.Numeric)) {
                symbols.put(name, new IntRows());
            }
        });
        contract.targets().forEach((name, encoding) -> {
            if (encoding instanceof TargetEncoding.Text) {
                written.put(name, new IntRows());
            } else if (encoding.columns() instanceof TargetEncoding.Classes) {
                classes.put(name, new ClassCodes(encoding));
            }
        });
        complete = symbols.size() == contract.inputs().size()
                && classes.size() + written.size() == contract.targets().size()
                && contract.weighing().isEmpty();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            try {
                look(i, example);
            } catch (DataException e) {
                throw e.in(example, i + 1);
            }
        }
    }

    private void look(int place, Example example) {
        EncodedInputs inputs = contract.encode(example.inputs());
        inputs.lengths().forEach((name, length) -> note(name, place, length));
        symbols.forEach((name, rows) -> rows.add(ids(inputs, name)));
        contract.targets().forEach((name, encoding) -> {
            Target target = contract.target(name, example, inputs.lengths());
            ClassCodes codes = classes.get(name);
            if (codes != null) {
                codes.add(target);
            } else if (encoding instanceof TargetEncoding.Text text) {
                int[] numbers = text.numbers(target);
                Objects.requireNonNull(written.get(name)).add(numbers);
                note(Batch.targetLengthsName(name), place, numbers.length);
            } else {
                encoding.encode(target);
            }
        });
        contract.weights(example, inputs.lengths()).forEach((name, of) -> {
            double sum = 0;
            for (float weight : of.array()) {
                sum += weight;
            }
            weights.merge(name, sum, Double::sum);
        });
    }

    private void note(String name, int place, int length) {
        lengths.computeIfAbsent(name, key -> new int[examples.size()])[place] = length;
    }

    private static int[] ids(EncodedInputs inputs, String name) {
        Tensor encoded =
                inputs.sequences().find(name).orElseGet(() -> inputs.statics().get(name));
        int[] ids = new int[encoded.array().length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) encoded.array()[i];
        }
        return ids;
    }

    /** These examples with the lengths that were found. */
    Dataset dataset() {
        return new Dataset(this, lengths, weights);
    }

    @Override
    public int size() {
        return examples.size();
    }

    @Override
    public EncodedExample get(int place) {
        Example example = complete ? NOTHING : examples.get(place);
        Tensors.Builder sequences = Tensors.builder();
        Tensors.Builder statics = Tensors.builder();
        contract.inputs().forEach((name, encoding) -> {
            IntRows kept = symbols.get(name);
            if (kept != null) {
                (encoding.forWholeExample() ? statics : sequences).put(name, tensor(kept.get(place)));
                return;
            }
            Sequence sequence = DataContract.named(example.inputs(), name, "input");
            Tensor values = encoding.encode(sequence, contract.columns().of(name));
            (encoding.forWholeExample() ? statics : sequences).put(name, values);
            sequences.putAll(encoding.derived(name, sequence));
        });
        Map<String, Integer> steps = new LinkedHashMap<>();
        lengths.forEach((name, all) -> steps.put(name, all[place]));
        Tensors.Builder targets = Tensors.builder();
        contract.targets().forEach((name, encoding) -> {
            IntRows text = written.get(name);
            if (text != null) {
                int[] numbers = text.get(place);
                sequences.put(Batch.previousName(name), tensor(TargetEncoding.Text.read(numbers)));
                targets.put(name, TargetEncoding.Text.column(numbers));
                return;
            }
            ClassCodes kept = classes.get(name);
            targets.put(name, kept != null ? kept.get(place) : encoding.encode(contract.target(name, example, steps)));
        });
        return new EncodedExample(
                new EncodedInputs(sequences.build(), statics.build(), steps),
                targets.build(),
                contract.weights(example, steps));
    }

    private static Tensor tensor(int... ids) {
        float[] numbers = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            numbers[i] = ids[i];
        }
        return Tensor.wrap(Shape.of(ids.length), numbers);
    }
}
