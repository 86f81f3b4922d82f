package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The use of everything that a cell declares: no other check notices what nothing reads or training never changes. */
final class CellUse {
    private static final int HIDDEN = 4;
    private static final int[] STEPS = {4, 5, 6};
    private static final double AWAY = 0.3;

    private final CellTrial trial;
    private final Framework framework;

    CellUse(Cell cell, Framework framework) {
        this.framework = framework;
        trial = new CellTrial(cell, HIDDEN, false, framework);
    }

    /** At several places, away from first values: a matrix that begins at 0 hides what it multiplies for the first update alone. */
    void parametersAreLearned() {
        List<String> still = new ArrayList<>(trial.parameters.stream()
                .filter(ParameterSpec::trained)
                .map(ParameterSpec::name)
                .toList());
        Graph graph = framework.differentiation().extend(trial.graph, CellTrial.LOSS, still);
        for (int steps : STEPS) {
            Map<String, Array64> gradients = Interpreter.run(graph, away(steps));
            still.removeIf(name -> !isZero(Comparison.get(gradients, Gradients.PREFIX + name)));
        }
        if (!still.isEmpty()) {
            throw new ContractViolation(
                    "training never changes "
                            + String.join(", ", still.stream().map(Words::leaf).toList())
                            + ": the gradient is 0 whatever the numbers. The only way from there to the output leads through floor,"
                            + " sign, a comparison or the condition of a select, which pass no gradient on, or is multiplied by 0.");
        }
    }

    /** A state that the cell shows needs no reader. */
    void statesAreRead() {
        int steps = STEPS[0];
        Map<String, Array64> values = trial.values(steps, steps, steps);
        Map<String, Array64> before = results(values);
        for (String state : trial.stateInputs()) {
            Map<String, Array64> changed = new LinkedHashMap<>(values);
            Array64 initial = Comparison.get(values, state);
            changed.put(
                    state,
                    new Array64(
                            initial.sizes(),
                            Arrays.stream(initial.data())
                                    .map(value -> 0.7 - 1.3 * value)
                                    .toArray()));
            Array64 end = Comparison.get(before, CellTrial.finalState(state));
            boolean shown = Arrays.equals(
                    end.data(), Comparison.get(before, CellTrial.LAST).data());
            if (!shown && same(before, results(changed))) {
                throw new ContractViolation("nothing reads " + Words.leaf(state)
                        + ": from another initial value everything comes out the same. Read it in a next state or in the"
                        + " output, or do not declare it.");
            }
        }
    }

    /** The input of one step matters. */
    void inputIsRead() {
        int steps = STEPS[0];
        Map<String, Array64> values = trial.values(steps, steps, steps);
        Map<String, Array64> changed = new LinkedHashMap<>(values);
        Array64 x = Comparison.get(values, CellTrial.X);
        changed.put(
                CellTrial.X,
                new Array64(
                        x.sizes(),
                        Arrays.stream(x.data()).map(value -> 0.7 - 1.3 * value).toArray()));
        if (same(results(values), results(changed))) {
            throw new ContractViolation("nothing reads the input x: for other inputs everything comes out the same."
                    + " Call cell.input() and use it.");
        }
    }

    private Map<String, Array64> results(Map<String, Array64> values) {
        return Interpreter.run(trial.graph, values);
    }

    private static boolean same(Map<String, Array64> a, Map<String, Array64> b) {
        return a.keySet().stream()
                .allMatch(name -> Arrays.equals(
                        Comparison.get(a, name).data(), Comparison.get(b, name).data()));
    }

    private Map<String, Array64> away(int steps) {
        Map<String, Array64> values = new LinkedHashMap<>(trial.values(steps, steps, steps - 2, 0));
        SplittableRandom random = new SplittableRandom(steps);
        trial.parameterNames()
                .forEach(name -> values.computeIfPresent(
                        name,
                        (key, value) -> new Array64(
                                value.sizes(),
                                Arrays.stream(value.data())
                                        .map(number -> number + random.nextDouble(-AWAY, AWAY))
                                        .toArray())));
        return values;
    }

    private static boolean isZero(Array64 gradient) {
        return Arrays.stream(gradient.data()).allMatch(value -> value == 0);
    }
}
