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
import java.util.stream.Stream;

/** The use of everything that a cell declares: no other check notices what nothing reads or training never changes. */
final class CellUse {
    private static final int HIDDEN = 4;
    private static final int[] STEPS = {4, 5, 6};
    private static final int[] REACH = {4, 40};
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
            Map<String, Array64> gradients = Interpreter.run(graph, away(steps, steps, steps - 2, 0));
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

    /**
     * What only states read that nothing else reads is trained and carried for nothing. Tried with numbers rather than gradients, as a state
     * may act through a comparison alone; and over many steps, as one may act through several others. A state that the cell shows needs no
     * reader.
     */
    void outputIsReached() {
        List<String> states = new ArrayList<>(trial.stateInputs());
        List<String> parameters = new ArrayList<>(trial.parameterNames());
        for (int steps : REACH) {
            if (!states.isEmpty() || !parameters.isEmpty()) {
                Map<String, Array64> values = away(steps, steps, steps, steps);
                Map<String, Array64> before = results(values);
                states.removeIf(state -> isShown(state, before) || reaches(state, values, before));
                parameters.removeIf(parameter -> reaches(parameter, values, before));
            }
        }
        if (!states.isEmpty() || !parameters.isEmpty()) {
            boolean one = states.size() + parameters.size() == 1;
            throw new ContractViolation(Words.things(states, parameters) + (one ? " never reaches" : " never reach")
                    + " the output: whatever " + (one ? "its value is" : "their values are")
                    + ", it comes out the same. Read " + (states.isEmpty() ? "what they make" : "each state")
                    + " in the output, or in a state that the output depends on, or do not declare "
                    + (one ? "it." : "them."));
        }
    }

    private static boolean isShown(String state, Map<String, Array64> results) {
        return Arrays.equals(
                Comparison.get(results, CellTrial.finalState(state)).data(),
                Comparison.get(results, CellTrial.LAST).data());
    }

    private boolean reaches(String leaf, Map<String, Array64> values, Map<String, Array64> before) {
        Map<String, Array64> after = results(changed(leaf, values));
        return Stream.of(CellTrial.SEQUENCE, CellTrial.LAST)
                .anyMatch(name -> !Arrays.equals(
                        Comparison.get(before, name).data(),
                        Comparison.get(after, name).data()));
    }

    private static Map<String, Array64> changed(String leaf, Map<String, Array64> values) {
        Map<String, Array64> changed = new LinkedHashMap<>(values);
        Array64 value = Comparison.get(values, leaf);
        changed.put(
                leaf,
                new Array64(
                        value.sizes(),
                        Arrays.stream(value.data())
                                .map(number -> 0.7 - 1.3 * number)
                                .toArray()));
        return changed;
    }

    /** The input of one step matters. */
    void inputIsRead() {
        int steps = STEPS[0];
        Map<String, Array64> values = trial.values(steps, steps, steps);
        if (same(results(values), results(changed(CellTrial.X, values)))) {
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

    private Map<String, Array64> away(int steps, double... lengths) {
        Map<String, Array64> values = new LinkedHashMap<>(trial.values(steps, lengths));
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
