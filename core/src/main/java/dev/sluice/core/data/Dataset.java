package dev.sluice.core.data;

import java.util.List;
import org.apiguardian.api.API;

/** Encoded examples of one split, in the order of the data. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Dataset(List<EncodedExample> examples) {
    /** Copies the list. */
    public Dataset {
        examples = List.copyOf(examples);
    }

    /** The number of examples. */
    public int size() {
        return examples.size();
    }

    /** Returns whether there is no example. */
    public boolean isEmpty() {
        return examples.isEmpty();
    }
}
