package dev.sluice.core.data;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Set;

/**
 * Examples as numbers. Texts, categories and classes are kept as ints; numbers are taken from the example and scaled when they are
 * asked for, so that overlapping windows of one series cost no more than the series.
 */
final class EncodedExamples extends AbstractList<EncodedExample> implements RandomAccess {
    private static final Example NOTHING = new Example(Map.of(), Map.of());

    private final DataContract contract;
    private final List<Example> examples;
    private final Map<String, IntRows> symbols = new LinkedHashMap<>();
    private final Map<String, SpelledRows> spelled = new LinkedHashMap<>();
    private final Map<String, ClassCodes> classes = new LinkedHashMap<>();
    /** Texts whose last symbol is a target alone. */
    private final Set<String> shifted = new HashSet<>();

    private final Map<String, IntRows> written = new LinkedHashMap<>();
    private final Map<String, IntRows> transcripts = new LinkedHashMap<>();
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
            if (encoding instanceof InputEncoding.Text text) {
                text.spelling().ifPresent(spelling -> spelled.put(name, new SpelledRows(spelling)));
            }
        });
        contract.targets().forEach((name, encoding) -> {
            if (encoding instanceof TargetEncoding.Next next) {
                shifted.add(next.input());
            } else if (encoding instanceof WrittenEncoding) {
                written.put(name, new IntRows());
            } else if (encoding instanceof TranscriptEncoding) {
                transcripts.put(name, new IntRows());
            } else if (encoding.columns() instanceof ClassEncoding) {
                classes.put(name, new ClassCodes(encoding));
            }
        });
        complete = symbols.size() == contract.inputs().size()
                && classes.size() + written.size() + transcripts.size() + shifted.size()
                        == contract.targets().size()
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
        Map<String, Integer> steps = steps(inputs);
        steps.forEach((name, length) -> note(name, place, length));
        symbols.forEach((name, rows) -> rows.add(ids(inputs, name)));
        spelled.forEach((name, rows) -> rows.add(
                ((InputEncoding.Text) Objects.requireNonNull(contract.inputs().get(name)))
                        .config()
                        .spelled(DataContract.named(example.inputs(), name, "input"))));
        contract.targets().forEach((name, encoding) -> {
            Target target = contract.target(name, example, steps);
            ClassCodes codes = classes.get(name);
            if (codes != null) {
                codes.add(target);
            } else if (encoding instanceof WrittenEncoding text) {
                int[] numbers = text.numbers(target);
                Objects.requireNonNull(written.get(name)).add(numbers);
                note(Batch.targetLengthsName(name), place, numbers.length);
            } else if (encoding instanceof TranscriptEncoding text) {
                Objects.requireNonNull(transcripts.get(name)).add(text.numbers(target, readSteps(steps)));
            } else if (!(encoding instanceof TargetEncoding.Next)) {
                encoding.encode(target);
            }
        });
        contract.weights(example, steps).forEach((name, of) -> {
            double sum = 0;
            for (float weight : of.array()) {
                sum += weight;
            }
            weights.merge(name, sum, Double::sum);
        });
    }

    /** Numbers of steps that are read. */
    private Map<String, Integer> steps(EncodedInputs inputs) {
        Map<String, Integer> steps = new LinkedHashMap<>(inputs.lengths());
        for (String name : shifted) {
            int length = inputs.sequences().get(name).shape().size(0);
            if (length < 2) {
                throw new DataException(
                        "a text whose next symbols are predicted must have at least two symbols, one to read"
                                + " and one to predict, but this one has " + length);
            }
            steps.replaceAll((lengths, all) -> length - 1);
        }
        return steps;
    }

    /** The steps that a head at every step reads: of several encoders those of the first. */
    private static int readSteps(Map<String, Integer> steps) {
        return steps.values().iterator().next();
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
                int[] ids = kept.get(place);
                int[] read = shifted.contains(name) ? Arrays.copyOf(ids, ids.length - 1) : ids;
                (encoding.forWholeExample() ? statics : sequences).put(name, tensor(read));
                SpelledRows characters = spelled.get(name);
                if (characters != null) {
                    sequences.put(Spelling.nameOf(name), characters.get(place, read.length));
                }
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
                sequences.put(Batch.previousName(name), tensor(WrittenEncoding.read(numbers)));
                targets.put(name, TargetEncoding.Symbols.column(numbers));
                return;
            }
            IntRows transcript = transcripts.get(name);
            if (transcript != null) {
                targets.put(name, TranscriptEncoding.column(transcript.get(place), readSteps(steps)));
                return;
            }
            if (encoding instanceof TargetEncoding.Next next) {
                int[] ids = Objects.requireNonNull(symbols.get(next.input())).get(place);
                targets.put(name, TargetEncoding.Symbols.column(Arrays.copyOfRange(ids, 1, ids.length)));
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
