package dev.sluice.core.baseline.fit;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.Samples;
import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The training rows of a method on features: standardized inputs beside right answers.
 *
 * @param features that the rows were made by
 * @param standardizer fitted to them
 * @param inputs standardized
 * @param answers of the rows
 * @param note on the share of the training part that they are; empty if it is all of it
 */
public record Rows(
        Features features, Standardizer standardizer, List<double[]> inputs, List<double[]> answers, String note) {
    /**
     * The rows of a task.
     *
     * @param most rows to keep
     */
    public static Rows of(BaselineTask task, Features features, int most) {
        List<Example> sample = Samples.even(task.training(), most);
        List<double[]> inputs = new ArrayList<>();
        List<double[]> answers = new ArrayList<>();
        for (Example example : sample) {
            Matrix right = task.answer(example);
            List<double[]> rows = features.of(example);
            for (int t = 0; t < Math.min(right.rows(), rows.size()); t++) {
                if (!BaselineTask.isGiven(right, t)) {
                    continue;
                }
                inputs.add(rows.get(t));
                answers.add(Arrays.copyOfRange(right.array(), t * right.columns(), (t + 1) * right.columns()));
            }
        }
        Standardizer standardizer = Standardizer.fit(Samples.even(inputs, most));
        return new Rows(
                features,
                standardizer,
                Samples.even(inputs, most).stream().map(standardizer::apply).toList(),
                Samples.even(answers, most),
                Samples.words(sample, task.training()));
    }

    /** The outputs of a linear map for an example, a row for each of its features. */
    public Matrix apply(LinearMap map, Example example) {
        List<double[]> rows = features.of(example);
        Matrix outputs = Matrix.zeros(rows.size(), map.constant().columns());
        for (int t = 0; t < rows.size(); t++) {
            double[] row = map.apply(standardizer.apply(rows.get(t)));
            System.arraycopy(row, 0, outputs.array(), t * row.length, row.length);
        }
        return outputs;
    }
}
