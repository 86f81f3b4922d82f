package dev.sluice.core.experiment.tracking;

import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import org.apiguardian.api.API;

/**
 * Sends the record of a run elsewhere. A kind of component.
 *
 * <p>The run's folder remains the truth: a tracker only reads it, so what could not be sent is sent later, and a tracker that fails
 * never stops a training. It is called every few seconds while the run is written, from a thread of its own, once more at the end, and by
 * {@code sluice track}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface Tracker {
    /**
     * Sends everything in the record that has not been sent yet.
     *
     * @param run whose folder may still grow
     * @param before what earlier calls for this run returned; {@link Sent#nothing} at first
     * @return what has been sent now, all in all
     * @throws TrackingException if the receiver rejects it, or this run cannot be sent to it
     * @throws IOException if the other side cannot be reached
     */
    Sent send(Run run, Sent before) throws IOException;
}
