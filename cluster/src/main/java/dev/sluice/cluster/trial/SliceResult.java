package dev.sluice.cluster.trial;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The result of a slice, as an executor sends it back. */
final class SliceResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Ending ending;
    private final String words;
    private final ArrayList<String> measurements;
    private final byte[] files;
    private final String host;

    /** The ending of a slice. */
    enum Ending {
        /** The trial goes on. */
        UNFINISHED,
        /** The trial has an outcome. */
        ENDED,
        /** The trial cannot run on that executor for a reason that the user can put right. */
        REFUSED
    }

    /**
     * A result.
     *
     * @param words the outcome in JSON, or the reason why the slice could not run
     * @param measurements of its steps in JSON, in their order
     * @param files of the trial after it. Not copied.
     * @param host of the executor
     */
    SliceResult(Ending ending, String words, List<String> measurements, byte[] files, String host) {
        this.ending = ending;
        this.words = words;
        this.measurements = new ArrayList<>(measurements);
        this.files = files;
        this.host = host;
    }

    Ending ending() {
        return ending;
    }

    String words() {
        return words;
    }

    List<String> measurements() {
        return List.copyOf(measurements);
    }

    byte[] files() {
        return files;
    }

    String host() {
        return host;
    }
}
