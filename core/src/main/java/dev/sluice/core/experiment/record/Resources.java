package dev.sluice.core.experiment.record;

import java.time.Instant;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code resources.jsonl}: the resources used by a run's process since it started the run. No result depends on it.
 *
 * @param time of the measurement
 * @param seconds since this process started or resumed the run
 * @param cpuSeconds of processor time, over all threads
 * @param gcSeconds spent on collecting garbage
 * @param heapBytes heap in use; the maximum over the lines is a lower bound of the peak
 * @param joules used by the processors for all processes; null if the machine has no readable counters
 * @param recordingSeconds of processor time that the measurements before this one took
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Resources(
        Instant time,
        double seconds,
        double cpuSeconds,
        double gcSeconds,
        long heapBytes,
        @Nullable Double joules,
        double recordingSeconds) {}
