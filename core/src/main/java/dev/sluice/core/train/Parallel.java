package dev.sluice.core.train;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/**
 * The division of a batch among independent computations. Results depend on the number of shards, and on
 * nothing else: not on the threads or machines that compute them.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Parallel(
        @Description(
                "Shards of a batch, whose gradients are computed one by one and added in a fixed order; more shards"
                        + " need less memory at a time. Results depend on their number, but not on where they are"
                        + " computed")
        @Default("1")
        @Range(min = 1, max = 4096)
        int shards) {
    /** A batch as a whole. */
    public static Parallel none() {
        return new Parallel(1);
    }

    /** Returns whether batches are divided. */
    public boolean active() {
        return shards > 1;
    }
}
