package dev.sluice.core.baseline.language;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chain for each class of the next frame, such as a note: on or off in the next frame with the frequency, in the training part, that it
 * has behind a frame in which it is on, or off. Each frequency is counted with one more of both kinds (Laplace).
 *
 * <p>The frame before is read from the column of a series that is called as the class is.
 */
public final class OnAndOff implements Baseline {
    private static final double HALF = 0.5;

    /** The series and, for each class, its column. */
    private record Columns(String input, List<Integer> of) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        if (!task.isClassification() || !task.everyStep() || !task.severalMayHold()) {
            return Optional.of("it needs classes at every step of which several may hold");
        }
        return columns(task).isEmpty()
                ? Optional.of("it needs a series with a column for each class, of the same name")
                : Optional.empty();
    }

    private static Optional<Columns> columns(BaselineTask task) {
        if (!(task.encoding().columns() instanceof ClassEncoding classes)) {
            return Optional.empty();
        }
        for (Map.Entry<String, InputEncoding> input : task.contract().inputs().entrySet()) {
            List<String> names = task.contract().columns().of(input.getKey());
            if (input.getValue() instanceof InputEncoding.Series
                    && names.containsAll(classes.labels().names())) {
                return Optional.of(new Columns(
                        input.getKey(),
                        classes.labels().names().stream().map(names::indexOf).toList()));
            }
        }
        return Optional.empty();
    }

    @Override
    public Fitted fit(BaselineTask task) {
        Columns columns = columns(task).orElseThrow();
        int classes = task.columns();
        double[][] on = {new double[classes], new double[classes]};
        double[][] all = {new double[classes], new double[classes]};
        for (Example example : task.training()) {
            Matrix frames = frames(example, columns);
            Matrix next = task.answer(example);
            for (int t = 0; t < next.rows(); t++) {
                for (int c = 0; c < classes; c++) {
                    int before = before(frames, t, columns.of().get(c));
                    on[before][c] += next.get(t, c);
                    all[before][c]++;
                }
            }
        }
        double[][] scores = new double[2][classes];
        for (int before = 0; before < 2; before++) {
            for (int c = 0; c < classes; c++) {
                scores[before][c] = StrictMath.log((on[before][c] + 1) / (all[before][c] - on[before][c] + 1));
            }
        }
        return new Chains(columns, scores);
    }

    private static Matrix frames(Example example, Columns columns) {
        if (example.inputs().get(columns.input()) instanceof Sequence.Series series) {
            return series.values();
        }
        throw new IllegalArgumentException("the example has no series '" + columns.input() + "'");
    }

    private static int before(Matrix frames, int step, int column) {
        return frames.get(step, column) > HALF ? 1 : 0;
    }

    private static final class Chains implements Fitted {
        private final Columns columns;
        /** Of each class, behind a frame in which it is off, and on. */
        private final double[][] scores;

        Chains(Columns columns, double[][] scores) {
            this.columns = columns;
            this.scores = scores;
        }

        @Override
        public String description() {
            return "chain of on and off for each class";
        }

        @Override
        public Matrix predict(Example example) {
            Matrix frames = frames(example, columns);
            Matrix rows = Matrix.zeros(frames.rows(), columns.of().size());
            for (int t = 0; t < frames.rows(); t++) {
                for (int c = 0; c < rows.columns(); c++) {
                    rows.array()[t * rows.columns() + c] =
                            scores[before(frames, t, columns.of().get(c))][c];
                }
            }
            return rows;
        }
    }
}
