package dev.sluice.core.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Copies expressions with some of them replaced; unchanged ones are kept, not copied. */
public final class Rewriter {
    private final Map<Expr, Expr> replaced = new HashMap<>();
    private final Map<Expr, Expr> done = new HashMap<>();

    /** Registers that {@code from} is replaced by {@code to}, in which replacements are made, too. */
    public void replace(Expr from, Expr to) {
        replaced.put(from, to);
    }

    /** The expression with all replacements made. */
    public Expr rewrite(Expr expr) {
        // With an explicit stack, since a chain of operations may be deeper than the JVM's.
        Deque<Expr> open = new ArrayDeque<>();
        open.push(expr);
        while (!open.isEmpty()) {
            Expr next = open.element();
            List<Expr> sources = sources(next);
            int before = open.size();
            sources.stream().filter(source -> !done.containsKey(source)).forEach(open::push);
            if (open.size() == before) {
                open.pop();
                done.computeIfAbsent(next, key -> rebuild(key, sources));
            }
        }
        return Objects.requireNonNull(done.get(expr));
    }

    /** The expressions to rewrite first: the replacement, or else the operands. */
    private List<Expr> sources(Expr expr) {
        Expr replacement = replaced.get(expr);
        return replacement != null && !replacement.equals(expr) ? List.of(replacement) : expr.operands();
    }

    private Expr rebuild(Expr expr, List<Expr> sources) {
        Expr replacement = replaced.get(expr);
        if (replacement != null && !replacement.equals(expr)) {
            return Objects.requireNonNull(done.get(sources.getFirst()));
        }
        List<Expr> operands = expr.operands().stream()
                .map(operand -> Objects.requireNonNull(done.get(operand)))
                .toList();
        return operands.equals(expr.operands()) ? expr : Expr.of(expr.op(), operands);
    }

    /** All expressions with all replacements made. */
    public List<Expr> rewrite(List<Expr> exprs) {
        return exprs.stream().map(this::rewrite).toList();
    }
}
