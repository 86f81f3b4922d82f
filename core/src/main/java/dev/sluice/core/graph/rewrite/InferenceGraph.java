package dev.sluice.core.graph.rewrite;

import dev.sluice.core.graph.Graph;
import java.util.List;

/**
 * The graph that is run for a network's outputs. The engine takes every graph through these passes; a training graph has
 * been through its own before.
 *
 * <pre>
 *   Hoist       what does not depend on a loop's state leaves the loop: one product in place of one at each step
 *   Simplify    constants are folded, and what does nothing or is not read goes
 * </pre>
 */
public final class InferenceGraph {
    private static final List<Pass> PASSES = List.of(Hoist::apply, Simplify::apply);

    private InferenceGraph() {}

    /** The graph as it is run. */
    public static Graph of(Graph graph) {
        return Pass.all(graph, PASSES);
    }
}
