package dev.sluice.core.experiment.record;

import dev.sluice.core.data.Example;
import java.util.List;

/**
 * What a data source gave.
 *
 * @param examples how many
 * @param sha256 {@link DataFingerprint} of them
 */
public record DataRecord(int examples, String sha256) {
    /** The record of examples. */
    public static DataRecord of(List<Example> examples) {
        return new DataRecord(examples.size(), DataFingerprint.of(examples));
    }
}
