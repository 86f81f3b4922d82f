package dev.sluice.core.experiment.exchange;

import dev.sluice.core.error.SluiceException;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A model of another program that cannot be imported. The message names every obstacle. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ImportException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** An error with finding, place and remedy. */
    public ImportException(String message) {
        super(message);
    }

    /** An error with finding, place and remedy, and the failure behind it. */
    public ImportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** An error with several numbered reasons. */
    public static ImportException of(String source, List<String> problems) {
        StringBuilder text = new StringBuilder(source + " cannot be imported:");
        for (int i = 0; i < problems.size(); i++) {
            text.append("\n  ").append(i + 1).append(") ").append(problems.get(i));
        }
        return new ImportException(text.toString());
    }
}
