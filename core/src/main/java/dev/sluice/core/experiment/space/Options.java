package dev.sluice.core.experiment.space;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A choice between values of any kind, for experiments written in Java: numbers, names, or components that contain open
 * values:
 *
 * <pre>{@code
 * experiment.set("model.encoder.cell", Options.of(
 *         "gru",
 *         Map.of("name", "mgu", "options", Map.of("beta", FloatDomain.of(0, 1)))));
 * }</pre>
 *
 * @param values at least one
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Options(List<Object> values) {
    /** Copies the values. */
    public Options {
        values = List.copyOf(values);
    }

    /** A choice between values. */
    public static Options of(Object... values) {
        return new Options(List.of(values));
    }
}
