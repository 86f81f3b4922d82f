package dev.sluice.core.graph.gradient;

import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Rewriter;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.ShapeMismatchException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * The derivative of a graph, as a graph: from each primitive's adjoint, in reverse. The gradient of a {@link Scan} is a
 * scan that runs the other way ({@link ScanAdjoint}).
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Gradients {
    /** Name prefix of a gradient: {@code grad.encoder.W_r}. */
    public static final String PREFIX = "grad.";

    private Gradients() {}

    /**
     * Adds the gradients of a scalar output to a graph.
     *
     * @param graph with the scalar among its outputs
     * @param loss the name of that output
     * @param leaves names of parameters or inputs
     * @return the outputs of {@code graph} and, for each leaf, {@code grad.<leaf>}, shaped like it
     * @throws ShapeMismatchException if the loss is not a scalar
     */
    public static Graph extend(Graph graph, String loss, List<String> leaves) {
        Expr scalar = graph.outputs().get(loss);
        if (scalar == null || !scalar.shape().equals(Dims.SCALAR)) {
            throw new ShapeMismatchException("a gradient needs a scalar output, but '" + loss + "' is "
                    + (scalar == null ? "not among " + graph.outputs().keySet() : scalar.shape())
                    + "; reduce it with sum or mean first");
        }
        List<Expr> order = graph.expressions();
        // A leaf may occur twice; its gradient is the sum over all occurrences.
        Map<String, List<Expr>> sources = new LinkedHashMap<>();
        Set<Expr> wanted = new LinkedHashSet<>();
        Set<String> names = new HashSet<>(leaves);
        for (Expr expr : order) {
            if (expr.op() instanceof Op.Leaf leaf && !(leaf instanceof Constant) && names.contains(leaf.label())) {
                sources.computeIfAbsent(leaf.label(), label -> new ArrayList<>())
                        .add(expr);
                wanted.add(expr);
            }
        }
        Rewriter replacements = new Rewriter();
        ReverseMode reverse = new ReverseMode(order, wanted, replacements);
        reverse.contribute(scalar, 0, Exprs.constant(1));
        reverse.run(order);
        Map<String, Expr> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, expr) -> outputs.put(name, replacements.rewrite(expr)));
        for (String leaf : leaves) {
            List<Expr> places = sources.get(leaf);
            if (places == null) {
                throw new IllegalArgumentException("'" + leaf + "' is not a leaf of this graph; there are "
                        + graph.inputs() + " and " + graph.parameters());
            }
            Dims shape = places.getFirst().shape();
            Expr gradient = places.stream()
                    .map(place -> reverse.gradient(place, 0))
                    .filter(Objects::nonNull)
                    .reduce(Expr::add)
                    .orElseGet(() -> Exprs.zeros(shape));
            outputs.put(PREFIX + leaf, replacements.rewrite(gradient));
        }
        return new Graph(outputs);
    }
}
