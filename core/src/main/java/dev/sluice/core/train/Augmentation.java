package dev.sluice.core.train;

import dev.sluice.core.model.Network;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/**
 * Random changes to numeric series, in training only, drawn anew for each example in each epoch, so that a network does not learn a few examples
 * by heart: noise and factors (Um et al., 2017), window slicing (Le Guennec et al., 2016). Noise is measured by the series itself, so that it
 * does not drown those of small numbers. Masks, times and other inputs of a cell stay as they are.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Augmentation(
        @Description(
                "Standard deviation of the noise added to each number, in standard deviations of its column in that"
                        + " series")
        @Default("0")
        @Range(min = 0)
        double jitter,

        @Description("Standard deviation of the random factor of each column around 1, one factor for a whole series")
        @Default("0")
        @Range(min = 0)
        double scaling,

        @Description("Minimum share of its steps that a series is cropped to, at a random place; 1 keeps all")
        @Default("1")
        @Range(above = 0, max = 1)
        double slice) {
    /** No changes. */
    public static Augmentation none() {
        return new Augmentation(0, 0, 1);
    }

    /** Returns whether anything is changed. */
    public boolean active() {
        return jitter > 0 || scaling > 0 || slice < 1;
    }

    /**
     * Rejects a network whose examples cannot be changed in this way.
     *
     * @throws IllegalArgumentException if it reads no series, or slices would cut answers off
     */
    public void check(Network network) {
        if (active() && AugmentedExamples.series(network).isEmpty()) {
            throw new IllegalArgumentException(
                    "augment changes numeric series, but the model reads none; leave it out");
        }
        if (slice < 1 && network.heads().values().stream().anyMatch(Network.Head::everyStep)) {
            throw new IllegalArgumentException(
                    "augment.slice cuts series, but a head answers at every step; set it to 1");
        }
    }
}
