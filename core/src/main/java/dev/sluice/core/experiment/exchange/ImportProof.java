package dev.sluice.core.experiment.exchange;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The proof that an imported model computes the same as its file.
 *
 * @param passed whether all differences are within the tolerance
 * @param summary for people
 * @param json the text of {@code proof.json}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ImportProof(boolean passed, List<String> summary, String json) {
    /** Copies the summary. */
    public ImportProof {
        summary = List.copyOf(summary);
    }
}
