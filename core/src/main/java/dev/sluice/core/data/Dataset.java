package dev.sluice.core.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Encoded examples of one split, in the order of the data. The numbers of an example may be made when it is asked for; its lengths
 * are known before, so that batches can be planned. Safe for several threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Dataset {
    private final List<EncodedExample> examples;
    private final Map<String, int[]> lengths;
    private final int[] longest;

    /**
     * The given examples.
     *
     * @param examples with random access. Not copied.
     */
    public Dataset(List<EncodedExample> examples) {
        this(examples, lengths(examples));
    }

    /**
     * Examples whose lengths are known.
     *
     * @param lengths numbers of steps by name, one for each example. Not copied.
     */
    Dataset(List<EncodedExample> examples, Map<String, int[]> lengths) {
        this.examples = Collections.unmodifiableList(examples);
        this.lengths = lengths;
        longest = IntStream.range(0, examples.size())
                .map(i -> lengths.values().stream().mapToInt(each -> each[i]).max().orElse(0))
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

    /** The examples; each is made when it is asked for. */
    public List<EncodedExample> examples() {
        return examples;
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
        return IntStream.of(lengths.getOrDefault(name, new int[0])).asLongStream().sum();
    }
}
