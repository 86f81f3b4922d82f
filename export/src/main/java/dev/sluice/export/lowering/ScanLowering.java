package dev.sluice.export.lowering;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.rewrite.InferenceGraph;
import dev.sluice.export.lowering.fuse.LateOutputs;
import dev.sluice.export.lowering.fuse.SideBySide;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxScan;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lowers other loops to {@code Scan}. Products that depend only on the step's inputs are moved out of the body first and
 * become one product over all steps; the rest is fused by {@link SideBySide}.
 */
final class ScanLowering {
    /** An omitted value, which ONNX writes as an empty name. */
    private static final OnnxValue ABSENT = new OnnxValue("", ElementType.FLOAT, OnnxShape.fixed());

    private final Scope main;
    private final GraphLowering graph;
    private final Map<Expr, Set<Integer>> read;
    private final LoopReport report;
    private int outside;

    /**
     * Prepares the lowering of loops.
     *
     * @param read the used results of each loop
     */
    ScanLowering(Scope main, GraphLowering graph, Map<Expr, Set<Integer>> read, LoopReport report) {
        this.main = main;
        this.graph = graph;
        this.read = read;
        this.report = report;
    }

    /** Adds the loop and returns its results, states first. */
    List<OnnxValue> lower(Expr loop, Scan scan) {
        if (scan.step().inputs().isEmpty()) {
            throw new ExportException("the loop of '" + LayerNames.of(loop)
                    + "' reads no sequence, so the file cannot know its number of steps; give it one");
        }
        Set<Integer> needed = needed(scan.step(), read.getOrDefault(loop, Set.of()));
        Graph prepared = prepare(alone(loop, scan, needed));
        graph.count(List.copyOf(prepared.outputs().values()));
        Expr inner = prepared.expressions().stream()
                .filter(expr -> expr.op() instanceof Scan)
                .findFirst()
                .orElseThrow();
        main.put(inner, written(inner, (Scan) inner.op(), LayerNames.of(loop)));
        Iterator<Expr> wanted = prepared.outputs().values().iterator();
        List<OnnxValue> all = new ArrayList<>();
        for (int i = 0; i < loop.results().size(); i++) {
            all.add(needed.contains(i) ? graph.lower(wanted.next()) : ABSENT);
        }
        return all;
    }

    /** The results that are used, and the states needed to compute them. */
    private static Set<Integer> needed(Step step, Set<Integer> read) {
        Set<Integer> needed = new TreeSet<>(read);
        int before;
        do {
            before = needed.size();
            Set<Expr> reached = new HashSet<>(
                    Graph.topological(needed.stream().map(step.roots()::get).toList()));
            for (int i = 0; i < step.states().size(); i++) {
                if (reached.contains(step.states().get(i))) {
                    needed.add(i);
                }
            }
        } while (needed.size() > before);
        return needed;
    }

    /** Adds the node with its body and returns its results, states first. */
    private List<OnnxValue> written(Expr loop, Scan scan, String name) {
        Step step = scan.step();
        List<Expr> operands = loop.operands();
        operands.forEach(operand -> graph.results(operand, main));
        OnnxScan node = new OnnxScan(main.graph().in(name), "Scan");
        Scope body = new Scope(node.body());
        int inputs = step.inputs().size();
        int states = step.states().size();
        List<OnnxValue> stateValues = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            Expr placeholder = step.states().get(i);
            OnnxValue state = node.state(label(placeholder), main.number(operands.get(inputs + i)));
            stateValues.add(state);
            body.put(placeholder, state);
        }
        for (int i = 0; i < inputs; i++) {
            Expr placeholder = step.inputs().get(i);
            body.put(placeholder, node.slice(label(placeholder), main.get(operands.get(i), 0)));
        }
        for (int i = 0; i < step.captures().size(); i++) {
            body.put(step.captures().get(i), main.get(operands.get(inputs + states + i), 0));
        }
        graph.step(step.roots(), body);
        for (int i = 0; i < states; i++) {
            node.next(stateValues.get(i), body.number(step.next().get(i)));
        }
        for (int i = 0; i < step.outputs().size(); i++) {
            node.output("output_" + i, body.as(body.get(step.outputs().get(i), 0), ElementType.FLOAT));
        }
        report.add(name, (scan.reverse() ? "reverse" : "forward") + " Scan");
        OnnxScan.Results results = node.add(scan.reverse());
        List<OnnxValue> all = new ArrayList<>(results.states());
        all.addAll(results.outputs());
        return all;
    }

    /** The loop with only the needed results. Its inputs are replaced by placeholders, so that earlier loops are not changed. */
    private Graph alone(Expr loop, Scan scan, Set<Integer> needed) {
        Step step = scan.step();
        int inputs = step.inputs().size();
        int all = step.states().size();
        List<Integer> states = needed.stream().filter(i -> i < all).toList();
        List<Integer> outputs = needed.stream().filter(i -> i >= all).toList();
        List<Expr> operands = new ArrayList<>();
        for (int i = 0; i < loop.operands().size(); i++) {
            if (i < inputs || i >= inputs + all || needed.contains(i - inputs)) {
                operands.add(hidden(loop.operand(i)));
            }
        }
        Step less = new Step(
                step.inputs(),
                states.stream().map(step.states()::get).toList(),
                step.captures(),
                states.stream().map(step.next()::get).toList(),
                outputs.stream().map(step.roots()::get).toList());
        return results(Expr.of(new Scan(less, scan.reverse()), operands));
    }

    private Expr hidden(Expr operand) {
        if (operand.op() instanceof Op.Leaf) {
            return operand;
        }
        graph.results(operand, main);
        Expr hidden = Exprs.input("outside." + outside++, operand.shape());
        main.put(hidden, main.get(operand, 0));
        return hidden;
    }

    /** Moves loop-invariant and per-step work out of the loop, and fuses the rest. */
    private static Graph prepare(Graph alone) {
        Graph hoisted = InferenceGraph.of(alone);
        Expr loop = hoisted.expressions().stream()
                .filter(expr -> expr.op() instanceof Scan)
                .findFirst()
                .orElseThrow();
        return SideBySide.apply(named(LateOutputs.of(loop, (Scan) loop.op())));
    }

    private static Graph results(Expr loop) {
        List<Expr> picks = new ArrayList<>();
        for (int i = 0; i < loop.results().size(); i++) {
            picks.add(Expr.of(new Pick(i), loop));
        }
        return named(picks);
    }

    private static Graph named(List<Expr> results) {
        Map<String, Expr> outputs = new LinkedHashMap<>();
        results.forEach(result -> outputs.put(Integer.toString(outputs.size()), result));
        return new Graph(outputs);
    }

    private static String label(Expr placeholder) {
        return placeholder.op() instanceof Op.Leaf leaf ? leaf.label() : "value";
    }
}
