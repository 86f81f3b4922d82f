package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.RecurrentLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A cell in one layer, as a graph with inputs {@code x [T, B, I]}, {@code lengths [B]}, its extra inputs and its initial states; outputs
 * {@code sequence}, {@code last}, the final states, and {@code loss}, in which every element of the sequence and the final
 * states counts with a weight of its own.
 */
final class CellTrial {
    private static final int FEWEST_INPUTS = 3;
    /** Name prefix of the cell's own parameters and states. */
    static final String CELL = "cell.";

    static final String X = "x";
    static final String LENGTHS = "lengths";
    static final String SEQUENCE = "sequence";
    static final String LAST = "last";
    static final String LOSS = "loss";

    final Graph graph;
    final CellSignature signature;
    final List<ParameterSpec> parameters;
    /** Features of {@code x}. */
    final int inputs;

    private final Map<String, Dims> weighted = new LinkedHashMap<>();

    CellTrial(Cell cell, int hidden, boolean reverse) {
        this(cell, hidden, reverse, Framework.SLUICE);
    }

    CellTrial(Cell cell, int hidden, boolean reverse, Framework framework) {
        this(cell, hidden, reverse, framework, everythingRandom(hidden));
    }

    CellTrial(Cell cell, int hidden, boolean reverse, Framework framework, Initialization initialization) {
        ParameterScope scope = ParameterScope.root(initialization);
        Sizes sizes = Sizes.of(cell, FEWEST_INPUTS, hidden);
        inputs = sizes.inputs();
        Expr x = Exprs.input(X, Dims.of(Dim.TIME, Dim.BATCH, inputs));
        Expr valid = Exprs.validSteps(Exprs.input(LENGTHS, Dims.of(Dim.BATCH)));
        RecurrentLayer.Result result = framework
                .layer()
                .build(
                        cell,
                        sizes.hidden(),
                        reverse,
                        scope.child(ParameterScope.CELL_ALONE),
                        x,
                        valid,
                        InitialStates.INPUTS);
        signature = result.signature();
        parameters = scope.declared();
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put(SEQUENCE, result.sequence());
        outputs.putAll(result.finalStates());
        Expr loss = Exprs.constant(0);
        for (Map.Entry<String, Expr> output : outputs.entrySet()) {
            Expr value = output.getValue();
            weighted.put("weight." + output.getKey(), value.shape());
            Expr weights = Exprs.input("weight." + output.getKey(), value.shape());
            loss = loss.add(Expr.of(new SumTo(Dims.SCALAR), value.mul(weights)));
        }
        outputs.put(LAST, result.last());
        outputs.put(LOSS, loss);
        graph = new Graph(outputs);
    }

    /** Recurrent weights of the same norm whatever the size: larger ones would make any cell chaotic. */
    private static Initialization everythingRandom(int hidden) {
        return new Initialization(
                new Initializers.Normal(0.5),
                new Initializers.Normal(1 / Math.sqrt(hidden)),
                new Initializers.Normal(0.3),
                List.of(new Initializers.Normal(0.5)));
    }

    /** The names of the parameters. */
    List<String> parameterNames() {
        return parameters.stream().map(ParameterSpec::name).toList();
    }

    /** The leaves that have a gradient: parameters, the input, the initial states. */
    List<String> differentiable() {
        List<String> names = new ArrayList<>(parameterNames());
        names.add(X);
        names.addAll(stateInputs());
        return names;
    }

    /** The names of the inputs that change from step to step, {@code [T, B, F]}. */
    List<String> sequences() {
        List<String> names = new ArrayList<>(List.of(X));
        signature.extraInputs().stream()
                .filter(CellSignature.ExtraInput::perStep)
                .map(CellSignature.ExtraInput::name)
                .forEach(names::add);
        return names;
    }

    /** The names of the initial states among the inputs. */
    List<String> stateInputs() {
        return signature.states().stream()
                .map(state -> InitialStates.PREFIX + signature.name() + "." + state.name())
                .toList();
    }

    /** The name of a final state for that of an initial one. */
    static String finalState(String stateInput) {
        return stateInput.substring(InitialStates.PREFIX.length());
    }

    /** Random values for all leaves. */
    Map<String, Array64> values(int steps, double... lengths) {
        SplittableRandom random = new SplittableRandom(steps);
        Map<String, Integer> named = Map.of("T", steps, "B", lengths.length);
        Map<String, Array64> values = new LinkedHashMap<>();
        values.putAll(Array64.of(Parameters.initialize(parameters, 1)));
        values.put(X, uniform(random, steps, lengths.length, inputs));
        signature
                .extraInputs()
                .forEach(extra ->
                        values.put(extra.name(), uniform(random, extra.dims().sizes(named))));
        values.put(LENGTHS, new Array64(new int[] {lengths.length}, lengths.clone()));
        signature
                .states()
                .forEach(state -> values.put(
                        InitialStates.PREFIX + signature.name() + "." + state.name(),
                        uniform(random, lengths.length, state.size())));
        weighted.forEach((name, dims) -> values.put(name, uniform(random, dims.sizes(named))));
        return values;
    }

    private static Array64 uniform(SplittableRandom random, int... sizes) {
        Array64 array = Array64.zeros(sizes);
        for (int i = 0; i < array.data().length; i++) {
            // Exact in float32, so that the reference and the engine see the same numbers.
            array.data()[i] = (float) random.nextDouble(-1, 1);
        }
        return array;
    }
}
