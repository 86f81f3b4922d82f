package dev.sluice.core.experiment.exchange;

import java.util.List;

/**
 * Whether an imported model computes what its file does.
 *
 * @param passed whether all differences are within the tolerance
 * @param summary for people
 * @param json the text of {@code proof.json}
 */
public record ImportProof(boolean passed, List<String> summary, String json) {
    /** Copies the summary. */
    public ImportProof {
        summary = List.copyOf(summary);
    }
}
