package dev.sluice.dashboard.store;

import dev.sluice.core.error.SluiceException;

/** A request that is not answered, and the reason in words. */
public final class Refusal extends SluiceException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * A refusal.
     *
     * @param status of HTTP
     */
    public Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }
}
