package @package@;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A quantile of the training part, for every example: put your own method here. */
public final class @Class@ implements Baseline {
    private final Options options;

    public @Class@(Options options) {
        this.options = options;
    }

    /** Options in the experiment file. */
    public record Options(
            @Description("The quantile, such as 0.5 for the median") @Default("0.5") @Range(min = 0, max = 1)
            double quantile) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        return task.isClassification() ? Optional.of("it needs numbers to predict") : Optional.empty();
    }

    @Override
    public Fitted fit(BaselineTask task) {
        double[] quantiles = new double[task.columns()];
        for (int column = 0; column < quantiles.length; column++) {
            List<Double> values = new ArrayList<>();
            for (Example example : task.training()) {
                Matrix answer = task.answer(example);
                for (int row = 0; row < answer.rows(); row++) {
                    values.add(answer.get(row, column));
                }
            }
            Collections.sort(values);
            quantiles[column] = values.get((int) (options.quantile() * (values.size() - 1)));
        }
        return new Fitted() {
            @Override
            public String description() {
                return "quantile " + options.quantile() + " of the training part";
            }

            @Override
            public Matrix predict(Example example) {
                return task.repeated(quantiles, example);
            }
        };
    }
}
