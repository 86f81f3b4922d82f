package dev.sluice.core.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Counts of the data on their way to the model: how much was read, used, cut, dropped or merged. Every count is kept for the
 * record of a run; one that users should know of comes with a sentence. Mutable.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class DataReport {
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** Adds a count that is as expected. */
    public void count(String name, long number) {
        counts.merge(name, number, Long::sum);
    }

    /**
     * Adds a count that users should know of, unless it is 0.
     *
     * @param sentence for people: the finding with its number, and the key or the remedy that changes it
     */
    public void note(String name, long number, String sentence) {
        if (number != 0) {
            count(name, number);
            notes.add(sentence);
        }
    }

    /** Adds all of another report. */
    public void add(DataReport other) {
        other.counts.forEach(this::count);
        notes.addAll(other.notes);
    }

    /** Adds the texts that a model cuts, and the categories that training had not, of examples to predict as they were read. */
    @API(status = API.Status.INTERNAL)
    public void inputs(DataContract contract, List<Example> examples) {
        DataFindings.texts(contract, examples, this);
        categories(contract, examples);
    }

    /** Counts the categories in examples, as read, that did not occur in training. */
    @API(status = API.Status.INTERNAL)
    public void categories(DataContract contract, List<Example> examples) {
        DataFindings.categories(contract, examples, this);
    }

    /** All counts by name, in the order in which they came. */
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** The sentences, in the order in which they came. */
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }
}
