package dev.sluice.core.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where examples come from. */
@FunctionalInterface
public interface DataSource {
    /**
     * Reads everything, in an order that depends on the data alone.
     *
     * @param folder what relative paths are relative to: the folder of the experiment file
     * @throws IOException if a file cannot be read
     * @throws DataException if what was read is not right; the message names file, line and remedy
     */
    List<Example> load(Path folder) throws IOException;

    /** What the columns of numeric inputs and answers are called, by the names of those, for whoever uses the model later. */
    default Map<String, List<String>> columns() {
        return Map.of();
    }
}
