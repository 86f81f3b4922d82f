package dev.sluice.core.model;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.reference.Interpreter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** A stack with random values: everything that a test of its options wants to see. */
final class StackTrial {
    static final String LOSS = "loss";
    static final String SEQUENCE = "sequence";
    static final String LAST = "last";

    final Graph graph;
    final List<ParameterSpec> parameters;
    final Map<String, Expr> followed;
    private final int inputs;

    StackTrial(EncoderOptions options, int inputs, boolean training) {
        this.inputs = inputs;
        Initialization everythingRandom = new Initialization(
                new Initializers.Normal(0.5),
                new Initializers.Normal(0.5),
                new Initializers.Normal(0.3),
                List.of(new Initializers.Normal(0.5)));
        ParameterScope scope = ParameterScope.root(everythingRandom);
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, inputs));
        Expr lengths = Exprs.input("lengths", Dims.of(Dim.BATCH));
        RecurrentStack.Result result =
                new RecurrentStack(options).build(scope.child("encoder"), x, lengths, InitialStates.INPUTS, training);
        parameters = scope.declared();
        followed = scope.followed();
        Map<String, Expr> outputs = new LinkedHashMap<>(result.finalStates());
        outputs.put(SEQUENCE, result.sequence());
        outputs.put(LAST, result.last());
        Expr loss = Exprs.constant(0);
        for (Expr output : outputs.values()) {
            // Not linear, so that a wrong gradient of a sum shows.
            loss = loss.add(Expr.of(new SumTo(Dims.SCALAR), Exprs.sigmoid(output.mul(1.7))));
        }
        outputs.put(LOSS, loss);
        followed.forEach((name, next) -> outputs.put("next." + name, next));
        graph = new Graph(outputs);
    }

    /** Random values for everything. */
    Map<String, Array64> values(int steps, double... lengths) {
        SplittableRandom random = new SplittableRandom(steps);
        Map<String, Integer> named = Map.of("T", steps, "B", lengths.length);
        Map<String, Array64> values = new LinkedHashMap<>();
        values.putAll(Array64.of(Parameters.initialize(parameters, 1)));
        values.put("x", uniform(random, steps, lengths.length, inputs));
        values.put("lengths", new Array64(new int[] {lengths.length}, lengths.clone()));
        graph.inputs().stream()
                .filter(input -> !values.containsKey(input.label()))
                .forEach(input ->
                        values.put(input.label(), uniform(random, input.dims().sizes(named))));
        return values;
    }

    List<String> trained() {
        return parameters.stream()
                .filter(ParameterSpec::trained)
                .map(ParameterSpec::name)
                .toList();
    }

    Map<String, Array64> run(Map<String, Array64> values) {
        return run(values, Evaluation.Random.NONE);
    }

    Map<String, Array64> run(Map<String, Array64> values, Evaluation.Random random) {
        return Interpreter.run(graph, values, random);
    }

    static double[] get(Map<String, Array64> results, String name) {
        return Objects.requireNonNull(results.get(name), name).data();
    }

    private static Array64 uniform(SplittableRandom random, int... sizes) {
        Array64 array = Array64.zeros(sizes);
        for (int i = 0; i < array.data().length; i++) {
            array.data()[i] = (float) random.nextDouble(-1, 1);
        }
        return array;
    }
}
