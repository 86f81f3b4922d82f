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
                "Whether each label has its own probability threshold, chosen on the validation part after training;"
                        + " for two exclusive classes, the second class has one. Otherwise the threshold is 0.5")
        @Default("false")
        boolean choose,

        @Description("The metric that the thresholds maximize, for each label separately") @Default("f1-macro")
        Choice<Metric> by) {
    /** One half for each label. */
    public static ThresholdConfig none() {
        return new ThresholdConfig(false, new Choice<>("f1-macro", new MacroF1()));
    }
}
