package @package@;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;

/** Normal numbers without outliers: put your own first values here. */
@Description("Normal, cut at two standard deviations.")
public record @Class@(
        @Description("Standard deviation before the cut.") @Default("0.1") @Range(above = 0)
        double deviation)
        implements Initializer {
    @Override
    public Tensor create(Shape shape, long seed, String name) {
        CounterRandom random = CounterRandom.of(seed, "@id@/" + name, 0);
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] = (float) (deviation * Math.clamp(random.normal(i), -2, 2));
        }
        return tensor;
    }
}
