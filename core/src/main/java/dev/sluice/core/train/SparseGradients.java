package dev.sluice.core.train;

import dev.sluice.core.data.DataException;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.ScatterAdd;
import dev.sluice.core.graph.gradient.Gradients;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gradients of tables whose rows are read by number and that nothing else reads: as the rows that are not zero, not as whole tables. */
final class SparseGradients {
    private SparseGradients() {}

    /**
     * Those gradients of a graph, by the names of parameters.
     *
     * @throws DataException if there is none
     */
    static Map<String, Expr> of(Graph gradients) {
        Map<String, Expr> sparse = new LinkedHashMap<>();
        gradients.outputs().forEach((name, gradient) -> {
            if (name.startsWith(Gradients.PREFIX) && gradient.op() instanceof ScatterAdd) {
                sparse.put(name.substring(Gradients.PREFIX.length()), gradient);
            }
        });
        if (sparse.isEmpty()) {
            throw new DataException(
                    "train.sparse_embeddings updates single rows of an embedding, but the model has none, or"
                            + " it is tied to the last layer, which reads all of them; set sparse_embeddings: false");
        }
        return sparse;
    }

    /** The graph with numbers of rows and their gradients in place of the gradients of whole tables. */
    static Graph split(Graph gradients, Map<String, Expr> sparse) {
        Map<String, Expr> outputs = new LinkedHashMap<>(gradients.outputs());
        sparse.forEach((name, gradient) -> {
            outputs.remove(Gradients.PREFIX + name);
            outputs.put(rows(name), gradient.operand(0));
            outputs.put(values(name), gradient.operand(1));
        });
        return new Graph(outputs);
    }

    /** Name of the output with the numbers of the rows that were read. */
    static String rows(String parameter) {
        return "rows." + parameter;
    }

    /** Name of the output with the gradient of each. */
    static String values(String parameter) {
        return "row_gradients." + parameter;
    }
}
