package dev.sluice.core.data;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/** Changes to the inputs of a whole example before windows are cut from it and its numbers are scaled; fitted on the training part. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface InputChanges {
    /**
     * The inputs after the changes.
     *
     * @param inputs as they were read. Not modified.
     * @throws DataException if one is missing or does not fit
     */
    Map<String, Sequence> apply(Map<String, Sequence> inputs);

    /** The words that are known of the columns of categories that it changes, by column. */
    default Map<String, List<String>> categories() {
        return Map.of();
    }

    /** Returns whether nothing is changed. */
    boolean isEmpty();

    /** No change. */
    static InputChanges none() {
        return NoChanges.INSTANCE;
    }
}
