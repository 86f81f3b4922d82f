package dev.sluice.core.experiment.record;

import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.file.Fingerprint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * The data of a run.
 *
 * @param examples number of them
 * @param sha256 {@link DataFingerprint} of the examples, and of the files that their tokenizers are made from
 * @param counts amounts of data read, used, cut, dropped and merged during preparation, by name
 * @param notes warnings for the user, in sentences
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record DataRecord(int examples, String sha256, Map<String, Long> counts, List<String> notes) {
    /** Copies the collections, keeping their order. */
    public DataRecord {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        notes = List.copyOf(notes);
    }

    /** The record of examples. */
    public static DataRecord of(List<Example> examples) {
        return new DataRecord(examples.size(), DataFingerprint.of(examples), Map.of(), List.of());
    }

    /** A copy with the counts of a report. */
    public DataRecord with(DataReport report) {
        return new DataRecord(examples, sha256, report.counts(), report.notes());
    }

    /** A copy whose sum tells the files of tokenizers apart, too. */
    public DataRecord withTokenizers(String sum) {
        return new DataRecord(examples, new Fingerprint().add(sha256).add(sum).hex(), counts, notes);
    }

    /** Returns whether another record is of the same examples. */
    public boolean isOfSame(DataRecord other) {
        return examples == other.examples && sha256.equals(other.sha256);
    }
}
