package dev.sluice.core.graph.rewrite;

import dev.sluice.core.graph.Graph;
import java.util.List;

/**
 * The graph that is run for a network's outputs. The engine takes every graph through these passes; a training graph has
 * been through its own before.
 *
 * <pre>
 *   Hoist       products that do not depend on a loop's state leave the loop: one for all steps in place of one per step
 *   Simplify    constants are folded; operations without effect, and values that nothing reads, are dropped
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
