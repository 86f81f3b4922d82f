package dev.sluice.core.data;

import java.io.Serializable;
import org.apiguardian.api.API;

/**
 * The column with the times of steps, and how dates are written in it.
 *
 * @param name of the column; empty if steps have no times
 * @param format of dates, such as {@code dd.MM.yyyy HH:mm}; empty for the common forms
 * @param zone of dates without an offset; empty for UTC
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record TimeColumn(String name, String format, String zone) implements Serializable {
    /** A column of numbers, or of dates in a common form. */
    public TimeColumn(String name) {
        this(name, "", "");
    }

    /** No column. */
    public static TimeColumn none() {
        return new TimeColumn("");
    }
}
