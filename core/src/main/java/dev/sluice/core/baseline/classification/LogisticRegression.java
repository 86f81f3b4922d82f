package dev.sluice.core.baseline.classification;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.fit.Features;
import dev.sluice.core.baseline.fit.LinearMap;
import dev.sluice.core.baseline.fit.Logistic;
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
 * Logistic regression on standardized summary numbers of an example, or on the numbers of each step where there is a class at every step;
 * multinomial, or one for each class where several may hold.
 */
public final class LogisticRegression implements Baseline {
    /** Multiplications of one evaluation of the likelihood; a few hundred evaluations are made. */
    private static final double BUDGET = 3e7;

    private static final int FEWEST = 500;

    private final Options options;

    /** The method with the given options. */
    public LogisticRegression(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code logistic-regression}. */
    public record Options(
            @Description("L2 penalty on the weights: the inverse of scikit-learn's C") @Default("1") @Range(min = 0)
            double penalty,

            @Description("Maximum number of training examples, or steps; of more, an even sample is taken")
            @Default("20000")
            @Range(min = 1)
            int most) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        if (!task.isClassification() || task.isText()) {
            return Optional.of("it needs classes to predict");
        }
        return SummaryNumbers.apply(task.training().getFirst())
                ? Optional.empty()
                : Optional.of("it needs a numeric input");
    }

    @Override
    public Fitted fit(BaselineTask task) {
        Features features = Features.forTask(task);
        double width = features.of(task.training().getFirst()).getFirst().length;
        int affordable = (int) Math.max(FEWEST, BUDGET / width / task.columns());
        Rows rows = Rows.of(task, features, Math.min(options.most(), affordable));
        return new Scores(rows, Logistic.fit(rows.inputs(), rows.answers(), options.penalty(), task.severalMayHold()));
    }

    private record Scores(Rows rows, LinearMap map) implements Fitted {
        @Override
        public String description() {
            return "logistic regression on " + rows.features().words() + rows.note();
        }

        @Override
        public Matrix predict(Example example) {
            return rows.apply(map, example);
        }
    }
}
