package dev.sluice.export.lowering.fuse;

import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Scan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Computes similar values side by side in one array: one product with joined weights, one sum and one sigmoid for all
 * gates, instead of one each. In a loop's body each node costs time at each step. This is the horizontal fusion of
 * compilers such as XLA, and usual in loops written by hand; {@link Families} decides when it pays. Every element is
 * computed by the same operations as before; only sums over features change their order.
 */
public final class SideBySide {
    private final List<Expr> roots;
    private final Families families;
    private final SumsOverParts sums;
    private final SimilarValues alike;
    private final Joiner joiner;
    private final Map<Expr, Expr> done = new HashMap<>();
    private final Map<List<Expr>, Expr> joined = new HashMap<>();

    /** Joins leaves along an axis counted from the last. */
    interface Joiner {
        /** Joins all leaves into one value that costs nothing at run time. */
        Expr join(int axis, List<Expr> leaves);
    }

    /**
     * Analyzes the computation of some values.
     *
     * @param pools leaves that can be joined in advance, each with others of its pool
     */
    SideBySide(List<Expr> roots, List<Set<Expr>> pools, Joiner joiner) {
        List<Expr> expressions = Graph.topological(roots);
        this.roots = List.copyOf(roots);
        this.sums = new SumsOverParts(expressions);
        this.alike = new SimilarValues(expressions, pools);
        this.families = new Families(expressions, roots, alike, sums);
        this.joiner = joiner;
        expressions.forEach(this::now);
    }

    /** Fuses a graph: first the steps of its loops, then the rest. */
    public static Graph apply(Graph graph) {
        Map<Expr, Expr> rebuilt = new HashMap<>();
        Map<String, Expr> outputs = new LinkedHashMap<>();
        for (Expr expr : graph.expressions()) {
            List<Expr> operands = expr.operands().stream()
                    .map(operand -> Objects.requireNonNull(rebuilt.get(operand)))
                    .toList();
            Expr now = operands.equals(expr.operands()) ? expr : Expr.of(expr.op(), operands);
            rebuilt.put(expr, now.op() instanceof Scan scan ? JoinedStep.of(now, scan) : now);
        }
        graph.outputs().forEach((name, expr) -> outputs.put(name, Objects.requireNonNull(rebuilt.get(expr))));
        Set<Expr> weights = new HashSet<>();
        for (Expr expr : Graph.topological(outputs.values())) {
            if (expr.op() instanceof Parameter) {
                weights.add(expr);
            }
        }
        List<Expr> values = new SideBySide(List.copyOf(outputs.values()), List.of(weights), Exprs::concat).roots();
        Iterator<Expr> next = values.iterator();
        outputs.replaceAll((name, expr) -> next.next());
        return new Graph(outputs);
    }

    /** The transformed values. */
    List<Expr> roots() {
        return roots.stream().map(this::now).toList();
    }

    private Expr now(Expr expr) {
        Expr known = done.get(expr);
        if (known == null) {
            known = families.row(expr).map(row -> part(expr, row)).orElseGet(() -> rebuilt(expr));
            done.put(expr, known);
        }
        return known;
    }

    private Expr part(Expr expr, List<Expr> row) {
        int width = expr.shape().fixed(-1);
        int place = row.indexOf(expr);
        return joined(row).slice(-1, place * width, (place + 1) * width);
    }

    private Expr rebuilt(Expr expr) {
        Optional<List<Expr>> whole = whole(expr);
        if (whole.isPresent()) {
            Expr vector = joined(whole.get());
            return expr.op() instanceof Concat ? vector : vector.sum(-1);
        }
        List<Expr> operands = expr.operands().stream().map(this::now).toList();
        return operands.equals(expr.operands()) ? expr : Expr.of(expr.op(), operands);
    }

    /** The row that an expression concatenates or sums. */
    private Optional<List<Expr>> whole(Expr expr) {
        if (expr.op() instanceof Concat) {
            return families.row(expr.operand(0)).filter(row -> Families.isJoin(expr, row));
        }
        return sums.parts(expr)
                .flatMap(parts -> families.row(parts.iterator().next()).filter(row -> parts.equals(Set.copyOf(row))));
    }

    private Expr joined(List<Expr> row) {
        Expr known = joined.get(row);
        if (known == null) {
            known = join(row);
            joined.put(row, known);
        }
        return known;
    }

    private Expr join(List<Expr> row) {
        Expr first = row.getFirst();
        if (alike.isFree(first)) {
            return joiner.join(-1, row);
        }
        if (first.op() instanceof MatMul) {
            List<Expr> weights = row.stream().map(product -> product.operand(1)).toList();
            // Weights are stored [out, in].
            return Expr.of(first.op(), now(first.operand(0)), joiner.join(-2, weights));
        }
        Iterator<List<Expr>> operands = Families.operands(row).iterator();
        List<Expr> from = first.operands().stream()
                .map(operand -> SimilarValues.isShared(operand) ? now(operand) : joined(operands.next()))
                .toList();
        return Expr.of(first.op(), from);
    }
}
