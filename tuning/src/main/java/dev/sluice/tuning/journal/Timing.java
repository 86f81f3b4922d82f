package dev.sluice.tuning.journal;

import java.time.Duration;

/**
 * How often processes show that they are alive, and how long they are believed.
 *
 * @param heartbeat between two signs of life
 * @param lease without a new sign, as the reader counts it, after which a process on another machine is taken for dead
 * @param poll between two looks at what others have done
 */
public record Timing(Duration heartbeat, Duration lease, Duration poll) {
    /** A sign every two seconds, believed for a minute. */
    public static Timing usual() {
        return new Timing(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMillis(100));
    }
}
