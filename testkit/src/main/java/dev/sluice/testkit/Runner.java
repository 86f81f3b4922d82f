package dev.sluice.testkit;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.tensor.Tensors;
import java.util.Map;

/** Something that runs graphs: the reference or the engine, so that the same checks hold for both. */
@FunctionalInterface
public interface Runner {
    /** The float64 reference. */
    Runner INTERPRETER = Interpreter::run;

    /**
     * The values of a graph's outputs by name.
     *
     * @param values inputs and parameters by name. Not modified.
     */
    Map<String, Array64> run(Graph graph, Map<String, Array64> values);

    /** The engine, in float32. */
    static Runner engine(EngineOptions options) {
        return (graph, values) -> {
            Tensors rounded = Array64.toTensors(values);
            return Array64.of(Plan.compile(graph, options).run(rounded, RandomKey.NONE));
        };
    }
}
