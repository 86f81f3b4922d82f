package dev.sluice.core.model;

import org.apiguardian.api.API;

/** Thrown when a network is built from options that do not fit together or do not fit the data. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ModelConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** An error whose message states rule, finding, place and remedy. */
    public ModelConfigException(String message) {
        super(message);
    }
}
