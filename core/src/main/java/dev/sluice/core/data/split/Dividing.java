package dev.sluice.core.data.split;

import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.TextConfig;
import java.nio.file.Path;

/**
 * The circumstances in which data are divided.
 *
 * @param text tells which texts are the same input: spellings that become one sequence must not be on two sides
 * @param cut whether a split by time cuts series though an answer holds for all their steps, because windows are made of them
 * @param folder that relative paths start from: the folder of the experiment file
 * @param report takes what is counted
 */
public record Dividing(TextConfig text, boolean cut, Path folder, DataReport report) {
    /** Usual texts, no windows, and a report of its own. */
    public static Dividing usual() {
        return new Dividing(TextConfig.defaults(), false, Path.of(""), new DataReport());
    }
}
