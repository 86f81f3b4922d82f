package dev.sluice.core.data;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.apiguardian.api.API;

/**
 * A request to a {@link DataSource} to read its examples.
 *
 * @param folder that relative paths start from: the folder of the experiment file
 * @param severalMayHold tells whether any number of classes may hold for a target, by its name: that depends on its loss. If so, an
 *     empty cell means that none holds
 * @param report takes what the source counts
 * @param data folders that hold shared data sets
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Reading(Path folder, Predicate<String> severalMayHold, DataReport report, DataFolders data) {
    /** A reading with the usual folders of shared data. */
    public Reading(Path folder, Predicate<String> severalMayHold, DataReport report) {
        this(folder, severalMayHold, report, DataFolders.standard());
    }

    /** A reading for classes that exclude each other, with a report of its own. */
    public static Reading of(Path folder) {
        return new Reading(folder, target -> false, new DataReport());
    }

    /**
     * The file that a path in the options means: in a folder of shared data where it begins with {@code $data/}, otherwise
     * relative to the experiment's folder.
     *
     * @throws DataException if it is shared and none of the folders has it
     */
    public Path file(String path) {
        if (!DataFolders.isShared(path)) {
            return folder.resolve(path).normalize();
        }
        String name = path.substring(DataFolders.PREFIX.length());
        return data.find(name)
                .orElseThrow(() -> new DataException("the data file " + name + " is not there; " + data.inWords()));
    }
}
