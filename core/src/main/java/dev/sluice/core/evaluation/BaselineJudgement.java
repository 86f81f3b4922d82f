package dev.sluice.core.evaluation;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Weighing;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.error.BrokenPromiseException;
import dev.sluice.core.option.Choice;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.metric.text.TextFigures;
import dev.sluice.core.train.metric.text.TextMetric;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Fits baselines and judges them on the test part. Each sees the training and validation parts, and of the test examples the inputs alone.
 *
 * @param tasks one for each target, by its name
 * @param measures of each target; distributions are judged around the points of a baseline by its errors on the validation part, where
 *     these are enough
 * @param writing figures of written texts
 * @param test examples with their targets
 * @param steps the number of steps of a test example that count, by target and place; those that a text was cut to
 * @param yardsticks the naive forecast beside a test example, by its place; none where it is not known
 */
public record BaselineJudgement(
        Map<String, BaselineTask> tasks,
        Map<String, Measures> measures,
        List<Choice<TextMetric>> writing,
        List<Example> test,
        Steps steps,
        IntFunction<List<Yardstick>> yardsticks) {
    /** Examples that are predicted at once, by several threads. */
    private static final int CHUNK = 1024;

    /** Numbers of answers that are held at once where each is as long as a vocabulary. */
    private static final int NUMBERS = 1 << 22;

    /** Counts the steps that a model is judged by. */
    @FunctionalInterface
    public interface Steps {
        /** The number of rows that count of the answer to a test example. */
        int of(String target, int example);
    }

    /** The figures of a baseline over all targets that it does not refuse. What goes wrong in it costs its own figures alone. */
    public BaselineFigures of(Choice<Baseline> baseline) {
        Figures figures = Figures.none();
        Set<String> descriptions = new LinkedHashSet<>();
        try {
            for (BaselineTask task : tasks.values()) {
                if (baseline.component().refusal(task).isEmpty()) {
                    Baseline.Fitted fitted = baseline.component().fit(task);
                    descriptions.add(fitted.description());
                    Figures own = judged(fitted, task);
                    figures = figures.and(tasks.size() > 1 ? own.of(task.target()) : own);
                }
            }
        } catch (RuntimeException e) {
            // The model is trained and judged: a method beside it must not cost that.
            return new BaselineFigures(
                    baseline.name(),
                    baseline.name(),
                    Figures.none(),
                    Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
        return new BaselineFigures(baseline.name(), String.join("; ", descriptions), figures, "");
    }

    private Figures judged(Baseline.Fitted fitted, BaselineTask task) {
        if (task.encoding() instanceof WrittenEncoding text) {
            return written(fitted, task, text);
        }
        Measures own = Objects.requireNonNull(measures.get(task.target()), task.target());
        Optional<ErrorQuantiles> errors = own.judgeDistributions()
                ? ErrorQuantiles.of(fitted, task, own.family().orElseThrow())
                : Optional.empty();
        Judge judge = new Judge(
                errors.map(quantiles -> own.of(quantiles.family())).orElseGet(own::ofPoints),
                task.everyStep(),
                task.forecast());
        if (task.isNextSymbol()) {
            for (int i = 0; i < test.size(); i++) {
                judgeNext(fitted, task, i, judge);
            }
            return judge.figures();
        }
        for (int from = 0; from < test.size(); from += CHUNK) {
            int first = from;
            List<Matrix> answers = IntStream.range(from, Math.min(test.size(), from + CHUNK))
                    .parallel()
                    .mapToObj(i -> answer(fitted, task, test.get(i)))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                Example example = test.get(first + i);
                if (Weighing.isMissing(Objects.requireNonNull(example.targets().get(task.target()), task.target()))) {
                    continue;
                }
                Matrix right = task.answer(example);
                int steps = Math.min(right.rows(), this.steps.of(task.target(), first + i));
                int[] given = IntStream.range(0, steps)
                        .filter(row -> BaselineTask.isGiven(right, row))
                        .toArray();
                Matrix points = rows(answers.get(i), given);
                judge.add(
                        example,
                        errors.map(quantiles -> quantiles.around(points)).orElseGet(() -> JudgedAnswer.of(points)),
                        rows(right, given),
                        yardsticks.apply(first + i));
            }
        }
        return judge.figures();
    }

    private static Matrix rows(Matrix all, int... rows) {
        if (rows.length == all.rows()) {
            return all;
        }
        Matrix some = Matrix.zeros(rows.length, all.columns());
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all.array(), rows[i] * all.columns(), some.array(), i * all.columns(), all.columns());
        }
        return some;
    }

    private Figures written(Baseline.Fitted fitted, BaselineTask task, WrittenEncoding text) {
        if (!(fitted instanceof Baseline.Writer writer)) {
            throw new BrokenPromiseException(
                    fitted,
                    "must write a text here, but 'fit' gives no Baseline.Writer; give one, or refuse such tasks");
        }
        List<String> texts = test.stream()
                .parallel()
                .map(example -> writer.write(example.withoutTargets()))
                .toList();
        List<String> references = test.stream()
                .map(example -> text.reference(task.targetOf(example)))
                .toList();
        return new Figures(TextFigures.of(writing, texts, references), Map.of(), Map.of());
    }

    /** A row for each symbol of a text, each as long as the vocabulary: never all of them at once. */
    private void judgeNext(Baseline.Fitted fitted, BaselineTask task, int place, Judge judge) {
        Example example = test.get(place);
        Example asked = example.withoutTargets();
        Matrix right = task.answer(example);
        int rows = Math.min(right.rows(), steps.of(task.target(), place));
        int most = Math.max(1, NUMBERS / task.columns());
        for (int from = 0; from < rows; from += most) {
            int to = Math.min(rows, from + most);
            judge.add(example, JudgedAnswer.of(fitted.predict(asked, from, to)), right.rows(from, to), List.of());
        }
    }

    private static Matrix answer(Baseline.Fitted fitted, BaselineTask task, Example example) {
        Example asked = example.withoutTargets();
        Matrix answer = fitted.predict(asked);
        int rows = task.rows(asked);
        if (answer.columns() != task.columns() || answer.rows() < Math.min(1, rows)) {
            throw new BrokenPromiseException(
                    fitted,
                    "must answer with [" + rows + ", " + task.columns() + "] numbers, but 'predict' gives "
                            + "[" + answer.rows() + ", " + answer.columns() + "]"
                            + "; give a row for each target of the example and a column for each class or number");
        }
        // Figures of decisions would take NaN for a wrong answer, and the model would beat what cannot be judged.
        for (double number : answer.array()) {
            if (Double.isNaN(number)) {
                throw new BrokenPromiseException(
                        fitted,
                        "must answer with numbers, but 'predict' gives NaN for " + asked.origin()
                                + "; is something divided by 0?");
            }
        }
        return answer;
    }

    /** The reasons why a baseline refuses all targets; none if it takes one of them. */
    public List<String> refusals(Choice<Baseline> baseline) {
        List<String> refusals = new ArrayList<>();
        for (BaselineTask task : tasks.values()) {
            String refusal = baseline.component().refusal(task).orElse("");
            if (refusal.isEmpty()) {
                return List.of();
            }
            refusals.add(refusal);
        }
        return refusals.stream().distinct().toList();
    }
}
