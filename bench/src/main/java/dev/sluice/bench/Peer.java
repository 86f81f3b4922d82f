package dev.sluice.bench;

import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.Work;
import java.util.Optional;

/** Another program that can do some of the works. Found by {@link java.util.ServiceLoader}; none is in this module. */
public interface Peer {
    /** Its name, for the head of a column. */
    String name();

    /** Its name, version and how it is set up, for the record. */
    String description();

    /** Its way to do a work with a number of threads, or nothing if it has none. */
    Optional<Side> prepare(Work work, int threads);
}
