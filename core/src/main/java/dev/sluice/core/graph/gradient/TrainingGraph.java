package dev.sluice.core.graph.gradient;

import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.rewrite.Hoist;
import dev.sluice.core.graph.rewrite.InferenceGraph;
import dev.sluice.core.graph.rewrite.Pass;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The graph of a training step: a loss and its gradients, made from the graph of the loss by these passes.
 *
 * <pre>
 *   Hoist             products that do not depend on a loop's state leave the loop, and so do their gradients
 *   Gradients         the derivatives of the loss by the parameters become outputs
 *   to save memory:
 *   InferenceGraph    the loops as they will be run
 *   Recompute         values that gradients need of each step are recomputed instead of kept
 * </pre>
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class TrainingGraph {
    private TrainingGraph() {}

    /**
     * Loss and gradients.
     *
     * @param forward has the loss among its outputs; the others stay
     * @param loss name of the loss, a scalar
     * @param parameters whose gradients become outputs, by {@value Gradients#PREFIX} and their names
     */
    public static Graph of(Graph forward, String loss, List<String> parameters) {
        return Pass.all(forward, List.of(Hoist::apply, graph -> Gradients.extend(graph, loss, parameters)));
    }

    /** The same values in less memory, for more time. */
    public static Graph recomputing(Graph forward, String loss, List<String> parameters) {
        return Pass.all(of(forward, loss, parameters), List.of(InferenceGraph::of, Recompute::apply));
    }
}
