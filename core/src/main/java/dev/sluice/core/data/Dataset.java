package dev.sluice.core.data;

import java.util.List;

/** Encoded examples of one split, in the order of the data. */
public record Dataset(List<EncodedExample> examples) {
    /** Copies the list. */
    public Dataset {
        examples = List.copyOf(examples);
    }

    /** The number of examples. */
    public int size() {
        return examples.size();
    }

    /** Whether there is no example. */
    public boolean isEmpty() {
        return examples.isEmpty();
    }
}
