package dev.sluice.core.train;

import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.train.metric.MacroF1;
import dev.sluice.core.train.metric.Metric;
import org.apiguardian.api.API;

/** The probabilities above which labels are predicted. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ThresholdConfig(
        @Description(
                "Whether each label is predicted above a probability of its own, chosen on the validation part after training; of two"
                        + " classes that exclude each other, the second. Otherwise above one half")
        @Default("false")
        boolean choose,

        @Description("The metric by which they are chosen, of each label by itself") @Default("f1-macro")
        Choice<Metric> by) {
    /** One half for each label. */
    public static ThresholdConfig none() {
        return new ThresholdConfig(false, new Choice<>("f1-macro", new MacroF1()));
    }
}
