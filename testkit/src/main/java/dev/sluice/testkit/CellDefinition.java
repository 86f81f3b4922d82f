package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The promises of a definition before anything runs: it is the same each time, and so are its first values. */
final class CellDefinition {
    private static final int HIDDEN = 4;
    private static final double[] LENGTHS = {3, 5, 0};

    private final Supplier<? extends Cell> cells;
    private final Framework framework;

    CellDefinition(Supplier<? extends Cell> cells, Framework framework) {
        this.cells = cells;
        this.framework = framework;
    }

    /** Layers, and a model loaded later, are the same function. */
    void isPure() {
        Cell cell = cells.get();
        requireSame(
                "defined a second time",
                trial(cell),
                trial(cell),
                "A definition must be pure: no Random, no counter, no clock, no field that changes between calls.");
    }

    /** Only parameters survive saving and loading, so nothing else may be trained or drawn. */
    void isMadeOfItsOptions() {
        requireSame(
                "made again with the same options, as when a saved model is loaded,",
                trial(cells.get()),
                trial(cells.get()),
                "A number is kept in the object that is neither an option nor declared with cell.parameter(..): it is lost when"
                        + " a model is saved and loaded.");
    }

    /** The same seed gives the same model. */
    void firstValuesDependOnTheSeedAlone() {
        List<ParameterSpec> specs = trial(cells.get()).parameters;
        Tensors first = Parameters.initialize(specs, 1);
        requireSameFirstValues(first, Parameters.initialize(specs, 1));
        requireSameFirstValues(first, Parameters.initialize(trial(cells.get()).parameters, 1));
    }

    private static void requireSameFirstValues(Tensors first, Tensors second) {
        first.forEach((name, value) -> {
            Tensor again = second.get(name);
            if (!Arrays.equals(value.array(), again.array())) {
                throw new ContractViolation("the first value of " + Words.leaf(name) + " is " + again
                        + " the second time, but was " + value + " for the same seed. An initializer may draw only from"
                        + " CounterRandom by seed and name, never from Random or Math.random.");
            }
            for (float number : value.array()) {
                if (!Float.isFinite(number)) {
                    throw new ContractViolation("the first value of " + Words.leaf(name) + " is not finite: " + value);
                }
            }
        });
    }

    private CellTrial trial(Cell cell) {
        return new CellTrial(cell, HIDDEN, false, framework);
    }

    private static void requireSame(String situation, CellTrial actual, CellTrial expected, String cause) {
        List<String> was = declared(actual);
        List<String> wanted = declared(expected);
        if (!was.equals(wanted)) {
            List<String> differing = new ArrayList<>(was);
            differing.removeAll(wanted);
            throw new ContractViolation(situation + " the cell declares " + (differing.isEmpty() ? was : differing)
                    + ", but the first time it declared " + wanted + ". " + cause);
        }
        Map<String, Array64> values = new LinkedHashMap<>(expected.values((int) LENGTHS[1], LENGTHS));
        Comparison.same(
                situation, Interpreter.run(actual.graph, values), Interpreter.run(expected.graph, values), 0, cause);
    }

    private static List<String> declared(CellTrial trial) {
        List<String> declared = new ArrayList<>();
        trial.parameters.forEach(spec -> declared.add(Words.leaf(spec.name()) + " " + spec.shape()));
        trial.signature.states().forEach(state -> declared.add("state " + state.name() + " [" + state.size() + "]"));
        return declared;
    }
}
