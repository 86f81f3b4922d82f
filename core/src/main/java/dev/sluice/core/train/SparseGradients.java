package dev.sluice.core.train;

import dev.sluice.core.data.DataException;
import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.ScatterAdd;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gradients of tables whose rows are read by number and that nothing else reads: as the rows that are not zero, not as whole tables. */
final class SparseGradients {
    private SparseGradients() {}

    /**
     * Rows of a table and a gradient for each.
     *
     * @param rows their numbers, in any order and more than once
     * @param values {@code [.., E]}
     */
    record Read(Tensor rows, Tensor values) {}

    /**
     * Those gradients of a graph, by the names of parameters: one for each place where the table is read.
     *
     * @throws DataException if there is none
     */
    static Map<String, List<Expr>> of(Graph gradients) {
        Map<String, List<Expr>> sparse = new LinkedHashMap<>();
        gradients.outputs().forEach((name, gradient) -> {
            List<Expr> places = places(gradient);
            if (name.startsWith(Gradients.PREFIX) && !places.isEmpty()) {
                sparse.put(name.substring(Gradients.PREFIX.length()), places);
            }
        });
        if (sparse.isEmpty()) {
            throw new DataException(
                    "train.sparse_embeddings updates single rows of an embedding, but the model has none, or"
                            + " it is tied to the last layer, which reads all of them; set sparse_embeddings: false");
        }
        return sparse;
    }

    /** The summands of a gradient; none if one of them is of the whole table. */
    private static List<Expr> places(Expr gradient) {
        if (gradient.op() instanceof ScatterAdd) {
            return List.of(gradient);
        }
        if (gradient.op() != BinaryOp.ADD) {
            return List.of();
        }
        List<Expr> first = places(gradient.operand(0));
        List<Expr> second = places(gradient.operand(1));
        return first.isEmpty() || second.isEmpty()
                ? List.of()
                : Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The graph with numbers of rows and their gradients in place of the gradients of whole tables. */
    static Graph split(Graph gradients, Map<String, List<Expr>> sparse) {
        Map<String, Expr> outputs = new LinkedHashMap<>(gradients.outputs());
        sparse.forEach((name, places) -> {
            outputs.remove(Gradients.PREFIX + name);
            for (int i = 0; i < places.size(); i++) {
                outputs.put(rows(name, i), places.get(i).operand(0));
                outputs.put(values(name, i), places.get(i).operand(1));
            }
        });
        return new Graph(outputs);
    }

    /** What a run of the graph says about a table, place by place. */
    static List<Read> of(String parameter, Tensors results) {
        List<Read> reads = new ArrayList<>();
        while (results.contains(rows(parameter, reads.size()))) {
            reads.add(
                    new Read(results.get(rows(parameter, reads.size())), results.get(values(parameter, reads.size()))));
        }
        return reads;
    }

    private static String rows(String parameter, int place) {
        return "rows." + parameter + "." + place;
    }

    private static String values(String parameter, int place) {
        return "row_gradients." + parameter + "." + place;
    }
}
