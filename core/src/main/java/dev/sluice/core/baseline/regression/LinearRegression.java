package dev.sluice.core.baseline.regression;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.fit.Features;
import dev.sluice.core.baseline.fit.LeastSquares;
import dev.sluice.core.baseline.fit.LinearMap;
import dev.sluice.core.baseline.fit.Rows;
import dev.sluice.core.baseline.fit.SummaryNumbers;
import dev.sluice.core.data.Example;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import java.util.Optional;

/**
 * Linear regression by least squares on standardized summary numbers of an example, or on the numbers of each step where there is a
 * number at every step.
 */
public final class LinearRegression implements Baseline {
    private static final double BUDGET = 4e9;
    private static final int FEWEST = 500;

    private final Options options;

    /** The method with the given options. */
    public LinearRegression(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code linear-regression}. */
    public record Options(
            @Description("L2 penalty on the weights, as a share of the mean square of an input")
            @Default("0.001")
            @Range(min = 0)
            double penalty,

            @Description("Maximum number of training examples, or steps; of more, an even sample is taken")
            @Default("100000")
            @Range(min = 1)
            int most) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        if (task.isClassification()) {
            return Optional.of("it needs numbers to predict");
        }
        return SummaryNumbers.apply(task.training().getFirst())
                ? Optional.empty()
                : Optional.of("it needs a numeric input");
    }

    @Override
    public Fitted fit(BaselineTask task) {
        Features features = Features.forTask(task);
        int width = features.of(task.training().getFirst()).getFirst().length;
        int affordable = (int) Math.max(FEWEST, BUDGET / width / (width + task.columns()));
        Rows rows = Rows.of(task, features, Math.min(options.most(), affordable));
        LeastSquares squares = new LeastSquares(width, task.columns(), options.penalty());
        for (int row = 0; row < rows.inputs().size(); row++) {
            squares.add(rows.inputs().get(row), rows.answers().get(row));
        }
        return new Fit(rows, squares.solve());
    }

    private record Fit(Rows rows, LinearMap map) implements Fitted {
        @Override
        public String description() {
            return "linear regression on " + rows.features().words() + rows.note();
        }

        @Override
        public Matrix predict(Example example) {
            return rows.apply(map, example);
        }
    }
}
