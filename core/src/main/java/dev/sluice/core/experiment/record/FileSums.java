package dev.sluice.core.experiment.record;

import dev.sluice.core.file.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code files.json}: checksums of the files that make up a run's result, to detect files that were changed or replaced
 * later.
 *
 * @param sha256 by file name, in hexadecimal
 */
public record FileSums(Map<String, String> sha256) {
    /** The files that an exporter writes. */
    static final List<RunFile> EXPORTED = List.of(
            RunFile.MODEL,
            RunFile.STEP_MODEL,
            RunFile.RAW_MODEL,
            RunFile.ENCODER,
            RunFile.DECODER,
            RunFile.STATE_DICT,
            RunFile.PROOF);
    /** The files that training writes. */
    static final List<RunFile> TRAINED = List.of(
            RunFile.EXPERIMENT,
            RunFile.OPTIONS,
            RunFile.WEIGHTS,
            RunFile.CONTRACT,
            RunFile.INTERVALS,
            RunFile.THRESHOLDS,
            RunFile.IMPORTED,
            RunFile.RESULTS);

    /** Copies the map, keeping its order. */
    public FileSums {
        sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
    }

    /** No sums. */
    static FileSums none() {
        return new FileSums(Map.of());
    }

    /** A copy with the current sums of the given files; missing files have none. */
    FileSums with(Path folder, List<RunFile> files) throws IOException {
        Map<String, String> sums = new LinkedHashMap<>(sha256);
        for (RunFile file : files) {
            sums.remove(file.fileName());
            if (Files.isRegularFile(file.in(folder))) {
                sums.put(file.fileName(), Fingerprint.of(file.in(folder)));
            }
        }
        return new FileSums(sums);
    }

    /**
     * The difference between a file and its recorded sum, as the end of a sentence; empty if there is none, or no sum.
     *
     * @param file in the folder of these sums
     */
    Optional<String> difference(Path file) throws IOException {
        String recorded = sha256.get(String.valueOf(file.getFileName()));
        if (recorded == null) {
            return Optional.empty();
        }
        String now = Files.isRegularFile(file) ? Fingerprint.of(file) : "";
        return now.equals(recorded)
                ? Optional.empty()
                : Optional.of("its SHA-256 was " + recorded + " when it was written"
                        + (now.isEmpty() ? ", and it is missing" : " and is " + now));
    }
}
