package dev.sluice.export.lowering;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Primitive;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Segments;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lowers a graph's values to nodes, operands first. */
final class GraphLowering {
    private final Scope main;
    private final Sizes sizes;
    private final Weights weights;
    private final RecurrentLowering recurrent;
    private final ScanLowering scans;
    private final Sums sums = new Sums();
    private final Splits splits = new Splits();
    private final Convolutions convolutions;
    private final LayerNorms layerNorms = new LayerNorms(sums::isUsedOnce);

    /**
     * Prepares the lowering of some values and everything they depend on.
     *
     * @param main the main graph, with the inputs bound
     * @param forms the layers that become operators
     */
    GraphLowering(
            Scope main, Sizes sizes, Weights weights, Collection<Expr> roots, TargetForms forms, LoopReport report) {
        this.main = main;
        this.sizes = sizes;
        this.weights = weights;
        this.convolutions = new Convolutions(sizes, weights, sums::isUsedOnce);
        this.recurrent = new RecurrentLowering(main, weights, RecurrentLayers.find(roots, forms), forms, report);
        this.scans = new ScanLowering(main, this, read(roots), report);
        count(List.copyOf(roots));
    }

    /** Registers values that will be lowered. */
    void count(List<Expr> roots) {
        sums.count(roots);
        splits.count(Graph.topological(roots));
    }

    /** The results of each loop that are used. */
    private static Map<Expr, Set<Integer>> read(Collection<Expr> roots) {
        Map<Expr, Set<Integer>> read = new HashMap<>();
        for (Expr expr : Graph.topological(List.copyOf(roots))) {
            if (expr.op() instanceof Pick pick) {
                read.computeIfAbsent(expr.operand(0), loop -> new HashSet<>()).add(pick.index());
            }
        }
        return read;
    }

    /** Lowers a value into the main graph. */
    OnnxValue lower(Expr expr) {
        results(expr, main);
        return main.get(expr, 0);
    }

    /** Lowers an expression whose operands are lowered first. Modified: scope. */
    void results(Expr expr, Scope scope) {
        if (scope.knows(expr)) {
            return;
        }
        switch (expr.op()) {
            case Op.Leaf leaf -> leaf(expr, leaf, scope);
            case Pick pick -> {
                results(expr.operand(0), scope);
                scope.put(expr, scope.get(expr.operand(0), pick.index()));
            }
            case Scan scan -> loop(expr, scan, scope);
            case Segments segments ->
                throw new ExportException("a loop over segments is for training and has no form in the file");
            case Primitive primitive -> {
                Optional<OnnxValue> shorter = recurrent
                        .joined(expr, this)
                        .or(() -> convolutions.lower(expr, scope, this))
                        .or(() -> sums.lower(expr, scope, this))
                        .or(() -> layerNorms.lower(expr, scope, this))
                        .or(() -> splits.lower(expr, scope, this));
                if (shorter.isPresent()) {
                    scope.put(expr, shorter.get());
                } else {
                    expr.operands().forEach(operand -> results(operand, scope));
                    scope.put(expr, new PrimitiveLowering(scope, sizes, weights).lower(primitive, expr));
                }
            }
        }
    }

    /** Lowers the results of a step. Modified: body. */
    void step(List<Expr> roots, Scope body) {
        count(roots);
        roots.forEach(root -> results(root, body));
    }

    private void leaf(Expr expr, Op.Leaf leaf, Scope scope) {
        switch (leaf) {
            case Constant constant -> scope.put(expr, scope.graph().scalar((float) constant.value()));
            case Parameter parameter -> scope.put(expr, weights.stored(parameter));
            case Input input ->
                throw new ExportException("the input '" + input.label() + "' " + input.dims()
                        + " is used in the graph but was not declared as its input");
        }
    }

    private void loop(Expr expr, Scan scan, Scope scope) {
        if (!scope.equals(main)) {
            throw new ExportException("a loop within the step of another loop, " + expr.describe()
                    + ", has no form in the file; write the inner one out or move it before the outer one");
        }
        Optional<List<OnnxValue>> operator = recurrent.lower(expr, this);
        scope.put(expr, operator.orElseGet(() -> scans.lower(expr, scan)));
    }
}
