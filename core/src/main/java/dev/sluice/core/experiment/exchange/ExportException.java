package dev.sluice.core.experiment.exchange;

import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A model that a format cannot express, or that computes something else in it. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, where, and what to do. */
    public ExportException(String message) {
        super(message);
    }

    /** With what is wrong, where, and what to do, and what was behind it. */
    public ExportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Of a file that failed its proof.
     *
     * @param summary of the export: what differs, and what can be done
     */
    public static ExportException unproven(List<String> summary) {
        return new ExportException("the exported model must compute the same as the trained one, but\n  "
                + String.join("\n  ", summary) + "\nproof.json has all of it");
    }
}
