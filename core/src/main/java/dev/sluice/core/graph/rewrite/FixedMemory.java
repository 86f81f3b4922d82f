package dev.sluice.core.graph.rewrite;

import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.RowsFirst;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Segments;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.SumTo;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A graph for one number of steps of memories ({@link Dim#MEMORY}): what is the length of a row there has a fixed size here, as the
 * features of a row have everywhere.
 */
public final class FixedMemory {
    private final Dim size;
    private final Map<Expr, Expr> done = new HashMap<>();

    private FixedMemory(int steps) {
        size = Dim.of(steps);
    }

    /** Returns whether a graph has memories. */
    public static boolean isNeededBy(Graph graph) {
        return graph.expressions().stream().anyMatch(expr -> expr.op() instanceof RowsFirst);
    }

    /** The graph with memories of so many steps. */
    public static Graph of(Graph graph, int steps) {
        FixedMemory fixed = new FixedMemory(steps);
        Map<String, Expr> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, expr) -> outputs.put(name, fixed.rewrite(expr)));
        return new Graph(outputs);
    }

    private Expr rewrite(Expr root) {
        for (Expr expr : Graph.topological(List.of(root))) {
            if (!done.containsKey(expr)) {
                List<Expr> operands = expr.operands().stream().map(this::get).toList();
                done.put(expr, Expr.of(op(expr.op()), operands));
            }
        }
        return get(root);
    }

    private Expr get(Expr expr) {
        return Objects.requireNonNull(done.get(expr));
    }

    private List<Expr> rewrite(List<Expr> exprs) {
        return exprs.stream().map(this::rewrite).toList();
    }

    private Op op(Op op) {
        return switch (op) {
            case Input input -> new Input(input.label(), dims(input.dims()), input.kind());
            case BroadcastTo broadcast -> new BroadcastTo(dims(broadcast.target()));
            case SumTo sum -> new SumTo(dims(sum.target()));
            case Reshape reshape -> new Reshape(dims(reshape.target()));
            case RowsFirst rows -> new RowsFirst(rows.back(), size);
            case Scan scan -> new Scan(step(scan.step()), scan.reverse());
            case Segments loop ->
                new Segments(
                        rewrite(loop.inputs()),
                        rewrite(loop.borders()),
                        rewrite(loop.states()),
                        rewrite(loop.captures()),
                        rewrite(loop.next()),
                        rewrite(loop.outputs()),
                        rewrite(loop.aside()),
                        loop.beginnings(),
                        loop.reverse());
            default -> op;
        };
    }

    private Step step(Step step) {
        return new Step(
                rewrite(step.inputs()),
                rewrite(step.states()),
                rewrite(step.captures()),
                rewrite(step.next()),
                rewrite(step.outputs()));
    }

    private Dims dims(Dims dims) {
        return new Dims(dims.axes().stream()
                .map(dim -> dim.equals(Dim.MEMORY) ? size : dim)
                .toList());
    }
}
