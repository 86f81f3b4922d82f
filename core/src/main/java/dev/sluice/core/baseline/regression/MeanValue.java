package dev.sluice.core.baseline.regression;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.fit.Constant;
import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import java.util.Optional;

/** The mean of the training part, for every example and step. */
public final class MeanValue implements Baseline {
    @Override
    public Optional<String> refusal(BaselineTask task) {
        return task.isClassification() ? Optional.of("it needs numbers to predict") : Optional.empty();
    }

    @Override
    public Fitted fit(BaselineTask task) {
        double[] means = new double[task.columns()];
        long rows = 0;
        for (Example example : task.training()) {
            Matrix answer = task.answer(example);
            for (int row = 0; row < answer.rows(); row++) {
                if (BaselineTask.isGiven(answer, row)) {
                    rows++;
                    for (int c = 0; c < means.length; c++) {
                        means[c] += answer.get(row, c);
                    }
                }
            }
        }
        for (int c = 0; c < means.length; c++) {
            means[c] /= Math.max(1, rows);
        }
        return new Constant("mean of the training part", means, task);
    }
}
