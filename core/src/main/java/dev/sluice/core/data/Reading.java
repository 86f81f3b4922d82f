package dev.sluice.core.data;

import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * What a {@link DataSource} is told when it reads.
 *
 * @param folder that relative paths start from: the folder of the experiment file
 * @param severalMayHold whether any number of classes may hold for a target, by its name: the loss says so. Then an empty cell means
 *     that none does
 * @param report takes what the source counts
 */
public record Reading(Path folder, Predicate<String> severalMayHold, DataReport report) {
    /** A reading for classes that exclude each other, whose report nobody sees. */
    public static Reading of(Path folder) {
        return new Reading(folder, target -> false, new DataReport());
    }
}
