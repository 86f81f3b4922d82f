package dev.sluice.core.model;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/**
 * Training in which a decoder sometimes reads its own output, as it does in use, instead of the right symbol (Bengio et al., 2015). Each
 * step of each text is decided by a coin.
 *
 * <pre>
 *   y_t = coin_t · E[argmax of the scores at t - 1] + (1 - coin_t) · E[right symbol at t - 1]
 * </pre>
 *
 * <p>The choice of the symbol has no gradient; its row of the table has. Of equal scores the mean of the rows is read.
 */
@Description("Scheduled sampling: how often the decoder reads its own prediction, not the correct symbol, in training"
        + " (Bengio et al., 2015).")
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ScheduledSampling(
        @Description(
                "Maximum probability that a step reads the highest-scoring symbol of the previous step; 0 for never."
                        + " Scores are then computed in the loop, too, which takes more time.")
        @Default("0")
        @Range(min = 0, max = 1)
        double probability,

        @Description("Updates over which the probability rises linearly from 0 to its maximum.")
        @Default("0")
        @Range(min = 0)
        int updates) {
    /** Name of the input with the coins, 1 where a step reads the model's own output, {@code [T, B, 1]}. */
    public static final String COINS = "reads_own";

    /** The right symbols alone: teacher forcing. */
    public static ScheduledSampling never() {
        return new ScheduledSampling(0, 0);
    }

    /** Returns whether the model's own symbols are ever read. */
    public boolean active() {
        return probability > 0;
    }

    /**
     * The probability in an update.
     *
     * @param step number of the update, from 1
     */
    public double at(long step) {
        return step >= updates ? probability : probability * step / updates;
    }
}
