package dev.sluice.core.decode;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/** The way a text is searched for. */
@Description("The search for the best text.")
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record SearchOptions(
        @Description("Beam width: texts that are followed in parallel; 1 for greedy search.")
        @Default("1")
        @Range(min = 1, max = SearchOptions.WIDEST_BEAM)
        int beam,

        @Description("Preference for longer texts: the sum of logarithms is divided by ((5 + length) / 6) to this power"
                + " (Wu et al., 2016).")
        @Default("0.6")
        @Range(min = 0)
        double lengthPenalty,

        @Description("Maximum number of symbols to write; 0 for the model's own limit.") @Default("0") @Range(min = 0)
        int maxLength) {
    /** Most texts that are followed side by side. */
    public static final int WIDEST_BEAM = 1000;

    /** The likeliest symbol at each step. */
    public static SearchOptions greedy() {
        return new SearchOptions(1, 0.6, 0);
    }

    /** This with another limit, unless it has one. */
    public SearchOptions within(int most) {
        return maxLength > 0 ? this : new SearchOptions(beam, lengthPenalty, most);
    }

    /** The score of a text: the mean of its logarithms in a sense that favors long ones. */
    double score(double logProbability, int length) {
        return logProbability / StrictMath.pow((5 + length) / 6.0, lengthPenalty);
    }
}
