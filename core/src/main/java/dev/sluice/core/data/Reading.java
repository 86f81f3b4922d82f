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
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Reading(Path folder, Predicate<String> severalMayHold, DataReport report) {
    /** A reading for classes that exclude each other, with a report of its own. */
    public static Reading of(Path folder) {
        return new Reading(folder, target -> false, new DataReport());
    }
}
