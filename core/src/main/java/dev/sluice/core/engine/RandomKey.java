package dev.sluice.core.engine;

import org.apiguardian.api.API;

/**
 * The key of a run's random numbers: a mask is a function of this, its purpose and each element's position.
 *
 * @param seed of the experiment
 * @param step of the training, from 1
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record RandomKey(long seed, long step) {
    /** For graphs without masks. */
    public static final RandomKey NONE = new RandomKey(0, 0);
}
