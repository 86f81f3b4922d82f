package dev.sluice.core.experiment.record;

import java.time.Instant;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code resources.jsonl}: what the process of a run has used since it began with it. Nothing in it reaches a result.
 *
 * @param time when it was looked at
 * @param seconds since this process began with the run, or resumed it
 * @param cpuSeconds of processor time, over all threads
 * @param gcSeconds spent on collecting garbage
 * @param heapBytes in use; the largest of all lines is the peak as far as it was seen
 * @param joules that the processors took, whoever used them; null where the machine does not tell
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Resources(
        Instant time,
        double seconds,
        double cpuSeconds,
        double gcSeconds,
        long heapBytes,
        @Nullable Double joules) {}
