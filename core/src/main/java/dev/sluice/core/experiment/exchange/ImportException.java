package dev.sluice.core.experiment.exchange;

import dev.sluice.core.error.SluiceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model from elsewhere cannot be taken; the message names everything that stands in the way. */
public final class ImportException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, where, and what to do. */
    public ImportException(String message) {
        super(message);
    }

    /** With what is wrong, where, and what to do, and what was behind it. */
    public ImportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Of several reasons, numbered. */
    public static ImportException of(String source, List<String> problems) {
        StringBuilder text = new StringBuilder(source + " cannot be imported:");
        for (int i = 0; i < problems.size(); i++) {
            text.append("\n  ").append(i + 1).append(") ").append(problems.get(i));
        }
        return new ImportException(text.toString());
    }
}
