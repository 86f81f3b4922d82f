package dev.sluice.bench.measure;

import dev.sluice.core.engine.Profile;
import dev.sluice.core.tensor.Tensors;

/** One program's way to do a piece of work, ready to do it again and again. Used by one thread. */
public interface Side extends AutoCloseable {
    /** Does the work once. This is what is timed. */
    void run();

    /** The results of the last run, by names that all sides of a work share. */
    Tensors results();

    /** Does the work once more, looking at the clock between its instructions; nothing to see where that cannot be done. */
    default void run(Profile profile) {}

    /** Gives native memory back. */
    @Override
    default void close() {}
}
