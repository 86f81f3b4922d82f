package dev.sluice.core.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/** Reads examples. A kind of component. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface DataSource {
    /**
     * Reads everything, in an order that depends on the data alone. The list may be a view with random access, which makes an example
     * when it is asked for, and may be asked by several threads: nothing that follows copies it.
     *
     * @throws IOException if a file cannot be read
     * @throws DataException if what was read is not right; the message names file, line and remedy
     */
    List<Example> load(Reading reading) throws IOException;

    /**
     * Reads examples to predict from another file with the same layout as this source's own. They have no targets.
     *
     * @throws DataException if the source has no file, or this one does not fit
     */
    default List<Example> inputs(Path file, Reading reading) throws IOException {
        throw new DataException("predictions for a file need a source that reads files, such as csv or numpy, but "
                + getClass().getSimpleName() + " does not; give the inputs one by one");
    }

    /** Words of which one stands before each of its texts and says what a model is to write, as in {@code <fr> …}; mostly none. */
    default List<String> marks() {
        return List.of();
    }

    /** The names of its columns. */
    default ColumnNames columns() {
        return ColumnNames.none();
    }
}
