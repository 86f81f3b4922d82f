package dev.sluice.core.train;

import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Tensor;
import java.util.Map;

/** Turns graphs into something that runs: the seam between training and the engine. */
@FunctionalInterface
public interface GraphCompiler {
    /** Compiles a graph, once for a whole training. */
    Compiled compile(Graph graph);

    /** A graph that can be run many times, one run after another. */
    @FunctionalInterface
    interface Compiled {
        /**
         * The graph's outputs by name, valid until the next run.
         *
         * @param values inputs and parameters by name; more than the graph needs do no harm. Not modified.
         * @param seed of the training's random masks
         * @param step of the training, from 1: each has masks of its own
         */
        Map<String, Tensor> run(Map<String, Tensor> values, long seed, long step);
    }
}
