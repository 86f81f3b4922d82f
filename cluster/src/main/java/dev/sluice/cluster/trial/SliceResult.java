package dev.sluice.cluster.trial;

import java.io.Serializable;
import java.util.List;

/**
 * The result of a slice, as an executor sends it back.
 *
 * @param ending how the slice ended
 * @param words the outcome in JSON, or the reason why the slice could not run
 * @param measurements of its steps in JSON, in their order
 * @param files of the trial after it
 * @param host of the executor
 */
record SliceResult(Ending ending, String words, List<String> measurements, byte[] files, String host)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The ending of a slice. */
    enum Ending {
        /** The trial goes on. */
        UNFINISHED,
        /** The trial has an outcome. */
        ENDED,
        /** The trial cannot run on that executor for a reason that the user can put right. */
        REFUSED
    }
}
