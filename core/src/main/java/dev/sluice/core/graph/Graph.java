package dev.sluice.core.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Named results and everything that they are computed from.
 *
 * @param outputs the results by name, in a fixed order
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Graph(Map<String, Expr> outputs) {
    /** Copies the outputs and checks that leaf names are unique. */
    public Graph {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        Map<String, Expr> leaves = new LinkedHashMap<>();
        for (Expr expr : topological(outputs.values())) {
            if (expr.op() instanceof Op.Leaf leaf && !(leaf instanceof Constant)) {
                Expr other = leaves.putIfAbsent(leaf.label(), expr);
                if (other != null && !other.op().equals(expr.op())) {
                    throw new IllegalArgumentException("a leaf's name must be unique, but " + other.describe() + " and "
                            + expr.describe() + " share one");
                }
            }
        }
    }

    /** All expressions, operands before users, in an order that depends on the graph alone. */
    public List<Expr> expressions() {
        return topological(outputs.values());
    }

    /** The inputs in order of first use. */
    @API(status = API.Status.INTERNAL)
    public List<Input> inputs() {
        return expressions().stream()
                .map(Expr::op)
                .filter(Input.class::isInstance)
                .map(Input.class::cast)
                .distinct()
                .toList();
    }

    /** The parameters in order of first use. */
    @API(status = API.Status.INTERNAL)
    public List<Parameter> parameters() {
        return expressions().stream()
                .map(Expr::op)
                .filter(Parameter.class::isInstance)
                .map(Parameter.class::cast)
                .distinct()
                .toList();
    }

    /** Everything that {@code roots} are computed from, operands before users. Steps of scans are not entered. */
    public static List<Expr> topological(Collection<Expr> roots) {
        Set<Expr> visited = new LinkedHashSet<>();
        List<Expr> order = new ArrayList<>();
        for (Expr root : roots) {
            visit(root, visited, order);
        }
        return order;
    }

    /** Depth first, without recursion: a graph may be deeper than the stack of a thread. */
    private static void visit(Expr root, Set<Expr> visited, List<Expr> order) {
        Deque<Visit> path = new ArrayDeque<>();
        if (visited.add(root)) {
            path.push(new Visit(root, root.operands().iterator()));
        }
        while (!path.isEmpty()) {
            Visit here = path.element();
            if (!here.rest().hasNext()) {
                order.add(path.pop().expr());
                continue;
            }
            Expr operand = here.rest().next();
            if (visited.add(operand)) {
                path.push(new Visit(operand, operand.operands().iterator()));
            }
        }
    }

    /** An expression with the operands that are still to be visited. */
    private record Visit(Expr expr, Iterator<Expr> rest) {}
}
