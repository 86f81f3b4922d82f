package dev.sluice.core.baseline.text;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.tensor.Matrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The class that each symbol most often has in the training part, for classes at every step, such as tags of words. A symbol that never
 * occurred there has the shares of all symbols that occurred once.
 */
public final class MajorityOfSymbol implements Baseline {
    @Override
    public Optional<String> refusal(BaselineTask task) {
        boolean written = task.isNextSymbol() || task.isWritten();
        if (written || !task.isClassification() || !task.everyStep() || task.severalMayHold()) {
            return Optional.of("it needs a class at every step");
        }
        return task.training().getFirst().inputs().values().stream()
                        .anyMatch(input -> input instanceof Sequence.Text || input instanceof Sequence.Symbols)
                ? Optional.empty()
                : Optional.of("it needs a text among the inputs");
    }

    @Override
    public Fitted fit(BaselineTask task) {
        Map<String, double[]> counts = new HashMap<>();
        for (Example example : task.training()) {
            List<String> symbols = ClassifiedText.symbols(task, example);
            Matrix answer = task.answer(example);
            for (int t = 0; t < Math.min(symbols.size(), answer.rows()); t++) {
                if (!BaselineTask.isGiven(answer, t)) {
                    continue;
                }
                double[] own = counts.computeIfAbsent(symbols.get(t), none -> new double[task.columns()]);
                for (int c = 0; c < own.length; c++) {
                    own[c] += answer.get(t, c);
                }
            }
        }
        double[] rare = new double[task.columns()];
        for (double[] own : counts.values()) {
            double times = 0;
            for (double count : own) {
                times += count;
            }
            // Whole numbers, so the order of the sum makes no difference.
            for (int c = 0; c < rare.length; c++) {
                rare[c] += times == 1 ? own[c] : 0;
            }
        }
        return new Tags(task, counts, rare);
    }

    private static final class Tags implements Fitted {
        private final BaselineTask task;
        private final Map<String, double[]> counts;
        private final double[] rare;

        Tags(BaselineTask task, Map<String, double[]> counts, double[] rare) {
            this.task = task;
            this.counts = counts;
            this.rare = rare;
        }

        @Override
        public String description() {
            return "most frequent class of each symbol";
        }

        @Override
        public Matrix predict(Example example) {
            List<String> symbols = ClassifiedText.symbols(task, example);
            Matrix scores = Matrix.zeros(symbols.size(), task.columns());
            for (int t = 0; t < symbols.size(); t++) {
                double[] own = counts.getOrDefault(symbols.get(t), rare);
                double all = 0;
                for (double count : own) {
                    all += count + 1.0 / own.length;
                }
                for (int c = 0; c < own.length; c++) {
                    scores.array()[t * own.length + c] = StrictMath.log((own[c] + 1.0 / own.length) / all);
                }
            }
            return scores;
        }
    }
}
