package dev.sluice.core.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Encoded examples of one split, in the order of the data. The numbers of an example may be made on request; its lengths
 * are known in advance, so that batches can be planned. Safe for several threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Dataset {
    private final List<EncodedExample> examples;
    private final Map<String, int[]> lengths;
    private final Map<String, Double> weights;
    private final int[] longest;
    private final IntFunction<Optional<Yardstick>> yardsticks;
    private final StreamConfig stream;

    /**
     * The given examples.
     *
     * @param examples with random access. Not copied.
     */
    public Dataset(List<EncodedExample> examples) {
        this(examples, lengths(examples), weights(examples));
    }

    /**
     * Examples whose lengths are known.
     *
     * @param lengths numbers of steps by name, one for each example. Not copied.
     * @param weights sums of those of targets that are not all judged alike, by name. Not copied.
     */
    Dataset(List<EncodedExample> examples, Map<String, int[]> lengths, Map<String, Double> weights) {
        this(examples, lengths, weights, example -> Optional.empty(), StreamConfig.none());
    }

    private Dataset(
            List<EncodedExample> examples,
            Map<String, int[]> lengths,
            Map<String, Double> weights,
            IntFunction<Optional<Yardstick>> yardsticks,
            StreamConfig stream) {
        this.stream = stream;
        this.weights = weights;
        this.yardsticks = yardsticks;
        this.examples = Collections.unmodifiableList(examples);
        this.lengths = lengths;
        longest = IntStream.range(0, examples.size())
                .map(i -> lengths.values().stream()
                        .mapToInt(each -> each[i])
                        .max()
                        .orElse(0))
                .toArray();
    }

    private static Map<String, int[]> lengths(List<EncodedExample> examples) {
        Set<String> names = new TreeSet<>();
        examples.forEach(example -> names.addAll(example.inputs().lengths().keySet()));
        Map<String, int[]> lengths = new LinkedHashMap<>();
        names.forEach(name -> lengths.put(
                name,
                examples.stream()
                        .mapToInt(example -> example.inputs().lengths().getOrDefault(name, 0))
                        .toArray()));
        return lengths;
    }

    private static Map<String, Double> weights(List<EncodedExample> examples) {
        Map<String, Double> weights = new LinkedHashMap<>();
        examples.forEach(example -> example.weights().forEach((name, of) -> {
            for (float weight : of.array()) {
                weights.merge(name, (double) weight, Double::sum);
            }
        }));
        return weights;
    }

    /** The examples; each is made on request. */
    public List<EncodedExample> examples() {
        return examples;
    }

    /**
     * The same beside naive forecasts to measure errors by.
     *
     * @param changed the naive forecast of the series that an example is of
     */
    public Dataset withYardsticks(IntFunction<Yardstick> changed) {
        return new Dataset(examples, lengths, weights, example -> Optional.of(changed.apply(example)), stream);
    }

    /**
     * The same, read as one long sequence.
     *
     * @throws DataException if examples have a single target for all steps, numbers without steps, or several numbers of steps
     */
    public Dataset asStream(StreamConfig changed) {
        if (changed.isOn() && !isEmpty()) {
            EncodedExample first = examples.getFirst();
            boolean everyStep = first.targets().values().stream()
                    .allMatch(target -> target.shape().rank() == 2);
            if (!everyStep || lengths.size() != 1 || !first.inputs().statics().isEmpty()) {
                throw new DataException(
                        "a stream (data.stream) has inputs with steps, read by one encoder, and a target at every"
                                + " step; read whole examples (data.stream.steps: 0), or predict the next symbol of a text (data.next)");
            }
        }
        return new Dataset(examples, lengths, weights, yardsticks, changed);
    }

    /** How examples are read as one long sequence; empty if they are not. */
    public StreamConfig stream() {
        return stream;
    }

    /** Names of the numbers of steps. */
    Set<String> lengthNames() {
        return lengths.keySet();
    }

    /** The naive forecasts beside some examples, by their places; none if they are not known. */
    public List<Yardstick> yardsticks(List<Integer> some) {
        return some.stream().map(yardsticks::apply).flatMap(Optional::stream).toList();
    }

    /** The number of examples. */
    public int size() {
        return examples.size();
    }

    /** Returns whether there is no example. */
    public boolean isEmpty() {
        return examples.isEmpty();
    }

    /** The number of steps of the longest input of an example. */
    public int length(int example) {
        return longest[example];
    }

    /** The number of steps of the longest of all examples; 0 if there is none. */
    public int longest() {
        return IntStream.of(longest).max().orElse(0);
    }

    /**
     * The number of steps of all examples together.
     *
     * @param name of the lengths of an input
     */
    public long steps(String name) {
        return IntStream.of(lengths.getOrDefault(name, new int[0]))
                .asLongStream()
                .sum();
    }

    /** The sum of the weights of a target; empty if all are judged alike. */
    public OptionalDouble weight(String target) {
        Double sum = weights.get(target);
        return sum == null ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }
}
