package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ExtraInputs;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.RecurrentStack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A cell in a stack with options, as a graph with inputs {@code x [T, B, I]}, {@code lengths [B]} and initial states; outputs
 * {@code sequence}, {@code last}, the final states, and {@code loss}, in which all of them count.
 */
final class StackTrial {

    final Graph graph;
    final List<String> trained;
    private final List<ParameterSpec> parameters;

    StackTrial(EncoderOptions options, boolean training) {
        Initialization everythingRandom = new Initialization(
                new Initializers.Normal(0.4),
                new Initializers.Normal(0.4),
                new Initializers.Normal(0.3),
                List.of(new Initializers.Normal(0.4)));
        ParameterScope scope = ParameterScope.root(everythingRandom);
        // As wide as the layers, so that every connection around them fits.
        Expr x = Exprs.input(CellTrial.X, Dims.of(Dim.TIME, Dim.BATCH, options.hidden()));
        Expr lengths = Exprs.input(CellTrial.LENGTHS, Dims.of(Dim.BATCH));
        RecurrentStack.Result result = new RecurrentStack(options)
                .build(scope.child("stack"), x, lengths, InitialStates.INPUTS, ExtraInputs.NAMED, training);
        parameters = scope.declared();
        trained = parameters.stream()
                .filter(ParameterSpec::trained)
                .map(ParameterSpec::name)
                .toList();
        Map<String, Expr> outputs = new LinkedHashMap<>(result.finalStates());
        outputs.put(CellTrial.SEQUENCE, result.sequence());
        outputs.put(CellTrial.LAST, result.last());
        Expr loss = Exprs.constant(0);
        for (Expr output : outputs.values()) {
            loss = loss.add(Expr.of(new SumTo(Dims.SCALAR), Exprs.tanh(output.add(0.3))));
        }
        outputs.put(CellTrial.LOSS, loss);
        graph = new Graph(outputs);
    }

    /** The same with the gradients of all trained parameters. */
    Graph withGradients() {
        return TrainingGraph.of(graph, CellTrial.LOSS, trained);
    }

    /** Random values for all leaves, exact in float32. */
    Map<String, Array64> values(int steps, double... lengths) {
        SplittableRandom random = new SplittableRandom(steps);
        Map<String, Integer> named = Map.of("T", steps, "B", lengths.length);
        Map<String, Array64> values = new LinkedHashMap<>();
        values.putAll(Array64.of(Parameters.initialize(parameters, 1)));
        for (Input input : graph.inputs()) {
            Array64 value = Array64.zeros(input.dims().sizes(named));
            for (int i = 0; i < value.data().length; i++) {
                value.data()[i] = (float) random.nextDouble(-1, 1);
            }
            values.put(input.label(), value);
        }
        // Away from a cell's own first values: a bias of zero puts relu on its corner wherever the layer below is
        // silent.
        for (String name : trained) {
            double[] numbers = Objects.requireNonNull(values.get(name)).data();
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) (numbers[i] + random.nextDouble(-0.3, 0.3));
            }
        }
        values.put(CellTrial.LENGTHS, new Array64(new int[] {lengths.length}, lengths.clone()));
        return values;
    }
}
