package dev.sluice.core.engine;

/**
 * The key of a run's random numbers: a mask is a function of this, its purpose and each element's position.
 *
 * @param seed of the experiment
 * @param step of the training, from 1
 */
public record RandomKey(long seed, long step) {
    /** For graphs without masks. */
    public static final RandomKey NONE = new RandomKey(0, 0);
}
