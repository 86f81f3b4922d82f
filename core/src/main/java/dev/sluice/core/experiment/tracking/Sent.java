package dev.sluice.core.experiment.tracking;

import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The part of a run's record that a tracker has sent.
 *
 * @param reference of the run on the other side, for example an id; empty if it does not know the run yet
 * @param epochs whose figures were sent
 * @param ended whether the run had ended and all of its record was sent
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Sent(String reference, int epochs, boolean ended) {
    /** Reads files in which a part is missing. */
    public Sent(@Nullable String reference, int epochs, boolean ended) {
        this.reference = Objects.requireNonNullElse(reference, "");
        this.epochs = epochs;
        this.ended = ended;
    }

    /** Nothing was sent. */
    public static Sent nothing() {
        return new Sent("", 0, false);
    }
}
