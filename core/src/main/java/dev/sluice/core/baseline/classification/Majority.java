package dev.sluice.core.baseline.classification;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.fit.Constant;
import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import java.util.Optional;

/**
 * The most frequent class of the training part, for every example and step: each class has the logarithm of its share as its score. Where
 * several may hold, those hold that do in more than half of the training part.
 */
public final class Majority implements Baseline {
    @Override
    public Optional<String> refusal(BaselineTask task) {
        return task.isClassification() && !task.isNextSymbol() && !task.isText()
                ? Optional.empty()
                : Optional.of("it needs classes to predict");
    }

    @Override
    public Fitted fit(BaselineTask task) {
        double[] counts = new double[task.columns()];
        long rows = 0;
        for (Example example : task.training()) {
            Matrix answer = task.answer(example);
            for (int row = 0; row < answer.rows(); row++) {
                if (BaselineTask.isGiven(answer, row)) {
                    rows++;
                    for (int c = 0; c < counts.length; c++) {
                        counts[c] += answer.get(row, c);
                    }
                }
            }
        }
        double[] scores = new double[counts.length];
        for (int c = 0; c < scores.length; c++) {
            // One more of each keeps the score of a class that never occurred finite.
            scores[c] = task.severalMayHold()
                    ? StrictMath.log((counts[c] + 0.5) / (rows - counts[c] + 0.5))
                    : StrictMath.log((counts[c] + 1) / (rows + counts.length));
        }
        String words = task.severalMayHold() ? "share of each class" : "majority class";
        return new Constant(words, scores, task);
    }
}
