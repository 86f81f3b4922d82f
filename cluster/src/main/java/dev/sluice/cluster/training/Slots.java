package dev.sluice.cluster.training;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.cluster.connection.SparkConnection;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The number of tasks that a cluster runs at once, which changes while executors come and go. */
final class Slots {
    private static final int POLL_MILLIS = 200;
    /** Executors of one start come within so long of each other. */
    private static final Duration SETTLED = Duration.ofSeconds(3);
    /** A worker starts a lost executor again within so long, or not at all. */
    private static final Duration REPLACED = Duration.ofSeconds(20);

    private final SparkConnection connection;

    Slots(SparkConnection connection) {
        this.connection = connection;
    }

    /**
     * Waits until there are enough, or no more come.
     *
     * @param wanted number of tasks
     * @param replacing whether there were so many before
     * @return 0 if interrupted
     * @throws ClusterException if there is none for as long as the connection's patience
     */
    int await(int wanted, boolean replacing, BooleanSupplier interrupted) throws InterruptedException {
        long begin = System.nanoTime();
        long changed = begin;
        int last = 0;
        while (!interrupted.getAsBoolean()) {
            int now = connection.slots();
            if (now != last) {
                changed = System.nanoTime();
                last = now;
            }
            Duration quiet = Duration.ofNanos(System.nanoTime() - changed);
            if (now >= wanted || connection.isLocal()) {
                return now;
            }
            if (now > 0 && quiet.compareTo(replacing ? REPLACED : SETTLED) > 0) {
                return now;
            }
            if (Duration.ofNanos(System.nanoTime() - begin).compareTo(connection.patience()) > 0) {
                throw new ClusterException("no executor is left, and none has come for "
                        + connection.patience().toSeconds()
                        + " s; the logs of master and workers tell why. The run is saved up to its last checkpoint"
                        + " [Sluice/NoExecutor]");
            }
            Thread.sleep(POLL_MILLIS);
        }
        return 0;
    }
}
