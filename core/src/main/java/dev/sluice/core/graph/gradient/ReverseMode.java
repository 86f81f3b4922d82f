package dev.sluice.core.graph.gradient;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Primitive;
import dev.sluice.core.graph.Rewriter;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Segments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reverse-mode differentiation of a list of expressions: collects, from the last expression to the first, the contribution
 * of each to the gradients of its operands. Serves a whole graph and the step of a scan alike.
 */
final class ReverseMode {
    private final Set<Expr> active;
    private final Map<Expr, List<List<Expr>>> contributions = new HashMap<>();
    private final Rewriter replacements;

    /**
     * @param order operands before users
     * @param sources the expressions whose gradients are wanted; others get none
     * @param replacements receives scans that now save what their gradient needs. Modified.
     */
    ReverseMode(List<Expr> order, Set<Expr> sources, Rewriter replacements) {
        this.replacements = replacements;
        active = new HashSet<>(sources);
        for (Expr expr : order) {
            if (expr.operands().stream().anyMatch(active::contains)) {
                active.add(expr);
            }
        }
    }

    /** Returns whether an expression depends on a source. */
    boolean isActive(Expr expr) {
        return active.contains(expr);
    }

    /** Adds to the gradient with respect to one result of an expression. */
    void contribute(Expr expr, int result, @Nullable Expr gradient) {
        if (gradient == null || !active.contains(expr)) {
            return;
        }
        if (!gradient.shape().equals(expr.results().get(result))) {
            throw new IllegalStateException("the gradient with respect to " + expr.describe()
                    + " must have its shape, but is " + gradient.shape());
        }
        contributions
                .computeIfAbsent(expr, e -> {
                    List<List<Expr>> lists = new ArrayList<>();
                    e.results().forEach(dims -> lists.add(new ArrayList<>()));
                    return lists;
                })
                .get(result)
                .add(gradient);
    }

    /** Carries gradients from users to operands. */
    void run(List<Expr> order) {
        for (Expr expr : order.reversed()) {
            if (contributions.containsKey(expr)) {
                propagate(expr);
            }
        }
    }

    private void propagate(Expr expr) {
        switch (expr.op()) {
            case Op.Leaf leaf -> {}
            case Segments segments ->
                throw new IllegalArgumentException(
                        "a loop over segments has no gradient: take the gradient first, then Recompute");
            case Pick pick -> contribute(expr.operand(0), pick.index(), gradient(expr, 0));
            case Scan scan -> {
                List<@Nullable Expr> gradients = new ArrayList<>();
                for (int i = 0; i < expr.results().size(); i++) {
                    gradients.add(gradient(expr, i));
                }
                spread(expr, new ScanAdjoint(expr, scan, this::isActive, replacements).adjoint(gradients));
            }
            case Primitive primitive -> {
                Expr gradient = gradient(expr, 0);
                if (gradient != null) {
                    spread(expr, primitive.adjoint(expr, gradient));
                }
            }
        }
    }

    private void spread(Expr expr, List<@Nullable Expr> adjoints) {
        for (int i = 0; i < adjoints.size(); i++) {
            contribute(expr.operand(i), 0, adjoints.get(i));
        }
    }

    /** The parts of a gradient, not yet summed. */
    List<Expr> parts(Expr expr) {
        List<List<Expr>> lists = contributions.get(expr);
        return lists == null ? List.of() : lists.getFirst();
    }

    /** The gradient with respect to one result, or null where none flows. */
    @Nullable Expr gradient(Expr expr, int result) {
        List<List<Expr>> lists = contributions.get(expr);
        return lists == null
                ? null
                : lists.get(result).stream().reduce(Expr::add).orElse(null);
    }
}
