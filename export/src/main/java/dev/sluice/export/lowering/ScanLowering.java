package dev.sluice.export.lowering;

import dev.sluice.core.experiment.ExportException;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Hoist;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Simplify;
import dev.sluice.core.graph.Step;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxScan;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Loops that are no operator: {@code Scan}. Products of what the step reads leave the body first, so that they are one product
 * over all steps; what is left is computed {@link SideBySide}.
 */
final class ScanLowering {
    /** An empty name is ONNX's word for what is left out. */
    private static final OnnxValue ABSENT = new OnnxValue("", ElementType.FLOAT, OnnxShape.fixed());

    private final Scope main;
    private final GraphLowering graph;
    private final Map<Expr, Set<Integer>> read;
    private final LoopReport report;
    private int outside;

    /**
     * Prepares the lowering of loops.
     *
     * @param read the results of each loop that anything reads
     */
    ScanLowering(Scope main, GraphLowering graph, Map<Expr, Set<Integer>> read, LoopReport report) {
        this.main = main;
        this.graph = graph;
        this.read = read;
        this.report = report;
    }

    /** Adds the loop; gives its results, states first. */
    List<OnnxValue> lower(Expr loop, Scan scan) {
        Expr hoisted = hoist(loop);
        List<Expr> operands = hoisted.operands();
        operands.forEach(operand -> graph.results(operand, main));
        Scan prepared = (Scan) hoisted.op();
        Step step = prepared.step();
        if (step.inputs().isEmpty()) {
            throw new ExportException("the loop of '" + LayerNames.of(loop)
                    + "' reads no sequence, so the file cannot know its number of steps; give it one");
        }
        String name = LayerNames.of(loop);
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
        Set<Integer> wanted = read.getOrDefault(loop, Set.of());
        List<Expr> roots = new ArrayList<>(step.next());
        for (int i = 0; i < step.outputs().size(); i++) {
            if (wanted.contains(states + i)) {
                roots.add(step.outputs().get(i));
            }
        }
        graph.step(roots, body);
        for (int i = 0; i < states; i++) {
            node.next(stateValues.get(i), body.number(step.next().get(i)));
        }
        for (int i = 0; i < step.outputs().size(); i++) {
            if (wanted.contains(states + i)) {
                node.output("output_" + i, body.as(body.get(step.outputs().get(i), 0), ElementType.FLOAT));
            }
        }
        report.add(name, (prepared.reverse() ? "reverse" : "forward") + " Scan");
        OnnxScan.Results results = node.add(scan.reverse());
        List<OnnxValue> all = new ArrayList<>(results.states());
        Iterator<OnnxValue> outputs = results.outputs().iterator();
        for (int i = 0; i < step.outputs().size(); i++) {
            all.add(wanted.contains(states + i) ? outputs.next() : ABSENT);
        }
        return all;
    }

    /**
     * The loop with its products moved out. What it reads is hidden behind names, so that loops before it stay as they are.
     */
    private Expr hoist(Expr loop) {
        List<Expr> operands = new ArrayList<>();
        for (Expr operand : loop.operands()) {
            if (operand.op() instanceof Op.Leaf) {
                operands.add(operand);
            } else {
                graph.results(operand, main);
                Dims dims = operand.shape();
                Expr hidden = Exprs.input("outside." + outside++, dims);
                main.put(hidden, main.get(operand, 0));
                operands.add(hidden);
            }
        }
        Expr alone = Expr.of(loop.op(), operands);
        Map<String, Expr> picks = new LinkedHashMap<>();
        for (int i = 0; i < alone.results().size(); i++) {
            picks.put(Integer.toString(i), Expr.of(new Pick(i), alone));
        }
        Graph hoisted = SideBySide.apply(Simplify.apply(Hoist.apply(new Graph(picks))));
        return Objects.requireNonNull(hoisted.outputs().get("0")).operand(0);
    }

    private static String label(Expr placeholder) {
        return placeholder.op() instanceof Op.Leaf leaf ? leaf.label() : "value";
    }
}
