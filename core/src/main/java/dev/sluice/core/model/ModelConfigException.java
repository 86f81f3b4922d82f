package dev.sluice.core.model;

/** Options of a model that do not fit together, or not to the data; found when the network is built. */
public final class ModelConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** With rule, finding, place and remedy. */
    public ModelConfigException(String message) {
        super(message);
    }
}
