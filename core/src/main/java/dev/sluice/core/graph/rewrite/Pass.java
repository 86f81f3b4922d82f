package dev.sluice.core.graph.rewrite;

import dev.sluice.core.graph.Graph;
import java.util.List;

/** A change of a whole graph that keeps the values of its outputs. */
@FunctionalInterface
public interface Pass {
    /** The changed graph. */
    Graph apply(Graph graph);

    /** A graph after several passes, each applied to what the one before it gave. */
    static Graph all(Graph graph, List<Pass> passes) {
        Graph changed = graph;
        for (Pass pass : passes) {
            changed = pass.apply(changed);
        }
        return changed;
    }
}
