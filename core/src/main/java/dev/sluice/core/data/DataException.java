package dev.sluice.core.data;

import dev.sluice.core.error.SluiceException;
import org.apiguardian.api.API;

/** Thrown for data that cannot be used. The message says which data, where they are, and how to correct them. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class DataException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /** The wrong step of a series; -1 for the whole series. */
    private final int step;

    /** An error with the given message. */
    public DataException(String message) {
        this(message, -1);
    }

    /** An error with the given message and cause. */
    public DataException(String message, Throwable cause) {
        this(message);
        initCause(cause);
    }

    /** An error at one step of a series. */
    DataException(String message, int step) {
        super(message);
        this.step = step;
    }

    /** This at a step, from 0, unless its step is known. */
    public DataException atStep(int t) {
        if (step >= 0) {
            return this;
        }
        DataException placed = new DataException("step " + (t + 1) + ": " + getMessage(), t);
        placed.initCause(this);
        return placed;
    }

    /** This with the example beside the message, and the line of the step if it is known. */
    public DataException in(Example example, int number) {
        Origin origin = example.origin();
        String where = origin.isKnown() ? " (" + origin.at(step) + ")" : "";
        DataException placed =
                new DataException("example " + number + where + example.quoted() + ": " + getMessage(), step);
        placed.initCause(this);
        return placed;
    }
}
