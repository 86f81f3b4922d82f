package dev.sluice.core.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies expressions with some of them replaced; what does not change is kept, not copied. */
public final class Rewriter {
    private final Map<Expr, Expr> replaced = new HashMap<>();
    private final Map<Expr, Expr> done = new HashMap<>();

    /** From now on {@code from} is replaced by {@code to}, in which replacements are made, too. */
    public void replace(Expr from, Expr to) {
        replaced.put(from, to);
    }

    /** The expression with all replacements made. */
    public Expr rewrite(Expr expr) {
        Expr known = done.get(expr);
        if (known != null) {
            return known;
        }
        Expr replacement = replaced.get(expr);
        Expr result = replacement != null && !replacement.equals(expr) ? rewrite(replacement) : rebuild(expr);
        done.put(expr, result);
        return result;
    }

    private Expr rebuild(Expr expr) {
        List<Expr> operands = expr.operands().stream().map(this::rewrite).toList();
        return operands.equals(expr.operands()) ? expr : Expr.of(expr.op(), operands);
    }

    /** All expressions with all replacements made. */
    public List<Expr> rewrite(List<Expr> exprs) {
        return exprs.stream().map(this::rewrite).toList();
    }
}
