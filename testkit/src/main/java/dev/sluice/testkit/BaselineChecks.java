package dev.sluice.testkit;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All checks of a baseline: what {@link BaselineContract} and {@code sluice plugin check} run. */
public final class BaselineChecks {
    private final Baseline baseline;

    private BaselineChecks(Baseline baseline) {
        this.baseline = baseline;
    }

    /** The checks; none of one that is not active. */
    public static List<Check> of(Baseline baseline) {
        if (!baseline.isActive()) {
            return List.of();
        }
        BaselineChecks checks = new BaselineChecks(baseline);
        List<Check> all = new ArrayList<>();
        all.add(new Check("there is a task that it takes", "", checks::takesATask));
        for (BaselineTrial trial : BaselineTrial.all()) {
            if (checks.takes(trial) && trial.task().isWritten()) {
                all.add(new Check(
                        "texts are written, the same ones for the same task",
                        trial.words(),
                        () -> checks.writes(trial)));
            } else if (checks.takes(trial)) {
                all.add(new Check(
                        "answers are finite numbers of the right shape", trial.words(), () -> checks.hasShape(trial)));
                all.add(new Check(
                        "the same task gives the same answers", trial.words(), () -> checks.isRepeatable(trial)));
                all.add(new Check(
                        "examples may be asked in any order and by several threads",
                        trial.words(),
                        () -> checks.orderMakesNoDifference(trial)));
                all.add(new Check("examples are only read", trial.words(), () -> checks.examplesAreOnlyRead(trial)));
            }
        }
        return all;
    }

    private boolean takes(BaselineTrial trial) {
        try {
            return baseline.refusal(trial.task()).isEmpty();
        } catch (RuntimeException e) {
            // The check that asks for one task will say so.
            return false;
        }
    }

    private void takesATask() {
        List<String> refusals = new ArrayList<>();
        for (BaselineTrial trial : BaselineTrial.all()) {
            String refusal = baseline.refusal(trial.task()).orElse("");
            if (refusal.isEmpty()) {
                return;
            }
            refusals.add(trial.words() + ": " + refusal);
        }
        throw new ContractViolation(
                "refusal(task) must be empty for a task that the baseline can answer, but it refuses "
                        + String.join("; ", refusals) + ".");
    }

    private List<Matrix> answers(BaselineTrial trial) {
        Baseline.Fitted fitted = baseline.fit(trial.task());
        return trial.asked().stream().map(fitted::predict).toList();
    }

    private void writes(BaselineTrial trial) {
        List<List<String>> written = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            if (!(baseline.fit(trial.task()) instanceof Baseline.Writer writer)) {
                throw new ContractViolation("where the target is a text, fit(task) must give a Baseline.Writer.");
            }
            written.add(trial.asked().stream().parallel().map(writer::write).toList());
        }
        if (!written.getFirst().equals(written.getLast())) {
            throw new ContractViolation("fitted twice to the same task the texts differ. Let no order of a HashMap"
                    + " or of threads reach a sum, and keep nothing in fields when a text is written.");
        }
    }

    private void hasShape(BaselineTrial trial) {
        Baseline.Fitted fitted = baseline.fit(trial.task());
        if (fitted.description().isBlank()) {
            throw new ContractViolation("description() must name the method, for reports, but is blank.");
        }
        for (Example example : trial.asked()) {
            Matrix answer = fitted.predict(example);
            int rows = trial.task().rows(example);
            int columns = trial.task().columns();
            if (answer.rows() != rows || answer.columns() != columns) {
                throw new ContractViolation("predict(example) must give [" + rows + ", " + columns
                        + "], a row for each target of the example and a column for each class or number, but gave "
                        + answer + ".");
            }
            for (double value : answer.array()) {
                if (!Double.isFinite(value)) {
                    throw new ContractViolation("every answer must be a finite number, but one is " + value
                            + ". The logarithm of a share of 0 is infinite: add a little to each count.");
                }
            }
        }
    }

    private void isRepeatable(BaselineTrial trial) {
        if (!answers(trial).equals(answers(trial))) {
            throw new ContractViolation(
                    "fitted twice to the same task the answers differ. Draw random numbers by position,"
                            + " from CounterRandom, and let no order of a HashMap or of threads reach a sum.");
        }
    }

    private void orderMakesNoDifference(BaselineTrial trial) {
        Baseline.Fitted fitted = baseline.fit(trial.task());
        List<Matrix> forwards = trial.asked().stream().map(fitted::predict).toList();
        List<Matrix> atOnce = IntStream.range(0, 4 * trial.asked().size())
                .parallel()
                .mapToObj(i -> fitted.predict(
                        trial.asked().reversed().get(i % trial.asked().size())))
                .toList();
        for (int i = 0; i < atOnce.size(); i++) {
            if (!atOnce.get(i).equals(forwards.reversed().get(i % forwards.size()))) {
                throw new ContractViolation(
                        "an answer depends on what was asked before or at the same time. predict must keep"
                                + " nothing in fields: several threads call it.");
            }
        }
    }

    private void examplesAreOnlyRead(BaselineTrial trial) {
        var before = trial.numbers();
        answers(trial);
        if (!trial.numbers().equals(before)) {
            throw new ContractViolation(
                    "fit and predict must only read the examples, but changed their numbers: the model"
                            + " and other baselines get the same ones.");
        }
    }
}
