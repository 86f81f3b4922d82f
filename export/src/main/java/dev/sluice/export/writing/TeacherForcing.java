package dev.sluice.export.writing;

import dev.sluice.core.data.Batch;
import dev.sluice.core.decode.StepModel;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A model that is judged on the right texts: each step reads the right symbol before it. What is judged are logarithms of
 * probabilities, which are scores as good as any. Mutable: it keeps the sources of the first batch.
 */
final class TeacherForcing implements UnaryOperator<Tensors> {
    private final StepModel model;
    private final String target;
    private Optional<Tensors> first = Optional.empty();

    TeacherForcing(StepModel model, String target) {
        this.model = model;
        this.target = target;
    }

    /** The sources of the first batch, if there was one. */
    Optional<Tensors> sources() {
        return first;
    }

    @Override
    public Tensors apply(Tensors values) {
        if (first.isEmpty()) {
            first = Optional.of(values);
        }
        Tensor previous = values.get(Batch.previousName(target));
        int steps = previous.shape().size(0);
        int rows = previous.shape().size(1);
        StepModel.Rows texts = model.begin(values);
        Tensor scores = Tensor.zeros(steps, rows, 1);
        for (int t = 0; t < steps; t++) {
            int[] tokens = new int[rows];
            for (int row = 0; row < rows; row++) {
                tokens[row] = (int) previous.array()[t * rows + row];
            }
            float[] said = texts.next(tokens).logProbabilities();
            if (t == 0) {
                scores = Tensor.zeros(steps, rows, said.length / rows);
            }
            System.arraycopy(said, 0, scores.array(), t * said.length, said.length);
        }
        return Tensors.of(target, scores);
    }
}
