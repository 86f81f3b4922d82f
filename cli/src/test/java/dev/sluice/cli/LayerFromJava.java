package dev.sluice.cli;

import dev.sluice.cells.Gru;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.RecurrentLayer;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A GRU layer trained by plain gradient descent, on nothing but {@code sluice-core}, {@code sluice-cells} and SLF4J's interface:
 * the program of {@code docs/library.md}. Prints the loss before and after.
 */
public final class LayerFromJava {
    private static final int STEPS = 12;
    private static final int ROWS = 8;
    private static final int FEATURES = 3;
    private static final int HIDDEN = 16;
    private static final float RATE = 0.5f;

    private LayerFromJava() {}

    /** Trains for 60 updates. */
    public static void main(String[] args) {
        // The layer: sequences [T, B, 3] to states [T, B, 16]; its last state is to be near the first feature's mean
        // over time.
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, FEATURES));
        Expr valid = Exprs.input("valid", Dims.of(Dim.TIME, Dim.BATCH, 1));
        Expr wanted = Exprs.input("wanted", Dims.of(Dim.BATCH, HIDDEN));
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr last = new RecurrentLayer(Gru.defaults(), HIDDEN, false)
                .build(scope, x, valid, InitialStates.ZEROS)
                .last();
        Expr difference = last.sub(wanted);
        Expr loss = difference.mul(difference).mean(-1).mean(-2).reshape(Dims.SCALAR);

        // Loss and gradients as one graph, compiled once.
        List<String> names = scope.declared().stream().map(ParameterSpec::name).toList();
        Graph graph = TrainingGraph.of(new Graph(Map.of("loss", loss)), "loss", names);
        Plan plan = Plan.compile(graph, EngineOptions.defaults());

        Tensors parameters =
                Tensors.of(names, name -> uniform(name, shape(scope, name), 1 / (float) Math.sqrt(HIDDEN)));
        Tensors batch = batch();
        for (int update = 0; update <= 60; update++) {
            Tensors results = plan.run(parameters.with(batch), RandomKey.NONE);
            if (update % 60 == 0) {
                System.out.printf("loss %.4f%n", results.get("loss").array()[0]);
            }
            for (String name : names) {
                float[] weights = parameters.get(name).array();
                float[] gradient = results.get(Gradients.PREFIX + name).array();
                for (int i = 0; i < weights.length; i++) {
                    weights[i] -= RATE * gradient[i];
                }
            }
        }
    }

    private static Tensors batch() {
        Tensor x = uniform("x", Shape.of(STEPS, ROWS, FEATURES), 1);
        Tensor valid = Tensor.zeros(STEPS, ROWS, 1);
        Arrays.fill(valid.array(), 1);
        Tensor wanted = Tensor.zeros(ROWS, HIDDEN);
        for (int i = 0; i < wanted.array().length; i++) {
            for (int step = 0; step < STEPS; step++) {
                wanted.array()[i] += x.array()[(step * ROWS + i / HIDDEN) * FEATURES] / STEPS;
            }
        }
        return Tensors.of("x", x, "valid", valid, "wanted", wanted);
    }

    private static Shape shape(ParameterScope scope, String name) {
        return scope.declared().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow()
                .shape();
    }

    private static Tensor uniform(String name, Shape shape, float bound) {
        CounterRandom random = CounterRandom.of(1, name, 0);
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] = bound * (float) (2 * random.real(i) - 1);
        }
        return tensor;
    }
}
