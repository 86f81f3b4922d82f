package @package@;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.train.schedule.Schedule;

/** Falls to zero along a power of the remaining share of training: put your own schedule here. */
public final class @Class@ implements Schedule {
    private final Options options;

    public @Class@(Options options) {
        this.options = options;
    }

    /** Options in the experiment file. */
    public record Options(
            @Description("Exponent of the decay: 1 is linear, larger values decay earlier") @Default("1") @Range(above = 0)
            double power) {}

    @Override
    public Run start(long totalSteps, long stepsPerEpoch) {
        return step -> StrictMath.pow(Math.max(0, 1 - (step - 1.0) / totalSteps), options.power());
    }
}
