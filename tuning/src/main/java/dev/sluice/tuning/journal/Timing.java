package dev.sluice.tuning.journal;

import java.time.Duration;

/**
 * The intervals of heartbeats and polling.
 *
 * @param heartbeat interval between two heartbeats
 * @param lease time without a new heartbeat, by the observer's clock, after which a process on another machine is presumed dead
 * @param poll interval between two reads of the other processes' journals
 */
public record Timing(Duration heartbeat, Duration lease, Duration poll) {
    /** The defaults: a heartbeat every two seconds and a lease of one minute. */
    public static Timing usual() {
        return new Timing(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMillis(100));
    }
}
