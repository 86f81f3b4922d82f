package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the figures that are not defined on a validation part, such as an area under the curve where all examples are of one class,
 * before an epoch is spent on them. The figure of the targets themselves tells.
 */
record DefinedFigures(TrainingConfig training, DataContract contract) {
    /**
     * Says which figures will be NaN.
     *
     * @throws ConfigException if early stopping watches one of them
     */
    void check(Dataset validation, RunObserver observer) {
        if (validation.isEmpty()) {
            return;
        }
        for (Map.Entry<String, TargetEncoding> target : contract.targets().entrySet()) {
            if (target.getValue() instanceof TargetEncoding.Next || target.getValue() instanceof TranscriptEncoding) {
                // A text has more than one symbol, and its scores would be the largest array of the run. One that is
                // read off has no such figures.
                continue;
            }
            String head = target.getKey();
            Objective objective = training.objective(head);
            objective.metrics().forEach(metric -> {
                boolean ofPoints = !metric.component().readsParameters();
                if (ofPoints && Double.isNaN(figure(metric.component(), head, target.getValue(), validation))) {
                    String name = metric.name();
                    say(contract.targets().size() > 1 ? head + "." + name : name, validation.size(), observer);
                }
            });
        }
    }

    private void say(String figure, int examples, RunObserver observer) {
        String finding = figure + " is not defined on the " + examples
                + " examples of the validation part, for example because all of them are of one class";
        if (training.earlyStopping().metric().equals(figure)) {
            throw new ConfigException("train.early_stopping.metric: " + finding
                    + "; watch another figure, or change data.split so that they are of all classes");
        }
        observer.note("Figures: " + finding);
    }

    /** The rows with a label. */
    private static Matrix judged(Matrix targets, float... weights) {
        int[] places = IntStream.range(0, targets.rows())
                .filter(row -> weights.length == 0 || weights[row] > 0)
                .toArray();
        Matrix rows = Matrix.zeros(places.length, targets.columns());
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(
                    targets.array(),
                    places[i] * targets.columns(),
                    rows.array(),
                    i * targets.columns(),
                    targets.columns());
        }
        return rows;
    }

    /** Outputs that say what is right. */
    private static Matrix said(Matrix right, TargetEncoding target) {
        if (right.columns() == target.size()) {
            return right;
        }
        Matrix scores = Matrix.zeros(right.rows(), target.size());
        for (int row = 0; row < right.rows(); row++) {
            scores.array()[row * target.size() + (int) right.get(row, 0)] = 1;
        }
        return scores;
    }

    private static double figure(Metric metric, String head, TargetEncoding target, Dataset examples) {
        Metric.Count count = metric.start();
        for (int i = 0; i < examples.size(); i++) {
            EncodedExample example = examples.examples().get(i);
            Matrix values = judged(
                    Matrix.of(example.targets().get(head)),
                    example.weights().find(head).map(Tensor::array).orElse(new float[0]));
            if (values.rows() == 0) {
                continue;
            }
            if (target.everyStep()) {
                count.addSequence(said(values, target), values);
            } else {
                count.add(said(values, target), values, examples.yardsticks(List.of(i)));
            }
        }
        return count.value();
    }
}
