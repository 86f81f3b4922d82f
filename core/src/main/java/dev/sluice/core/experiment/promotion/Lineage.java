package dev.sluice.core.experiment.promotion;

import dev.sluice.core.experiment.record.GitState;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import java.time.Instant;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * {@code lineage.json} of a version: where its model comes from.
 *
 * @param run its id
 * @param promoted when the version was made
 * @param sluice version of the program that trained it
 * @param commit of the repository around the experiment; null if unknown
 * @param dirty whether files differed from that commit; null if unknown
 * @param data SHA-256 of the data that it was trained on; null if unknown
 * @param continues the run whose training this one continued; null for none
 * @param model SHA-256 of the exported file, by the proof
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Lineage(
        String run,
        Instant promoted,
        String sluice,
        @Nullable String commit,
        @Nullable Boolean dirty,
        @Nullable String data,
        @Nullable String continues,
        @Nullable String model) {
    /** The name of the file. */
    static final String FILE = "lineage.json";

    static Lineage of(Run run, Provenance provenance, @Nullable String model) {
        GitState git = provenance.git();
        return new Lineage(
                run.id(),
                Instant.now(),
                provenance.sluice(),
                git.commit(),
                git.dirty(),
                provenance.data() == null ? null : provenance.data().sha256(),
                provenance.continues(),
                model);
    }
}
