package dev.sluice.export.lowering.fuse;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A loop whose step computes values {@link SideBySide}, with their sequences and weights joined before the loop. */
final class JoinedStep {
    private final Step step;
    private final Map<Expr, Expr> outside = new HashMap<>();
    private final List<Expr> inputs;
    private final List<Expr> captures;

    private JoinedStep(Expr loop, Scan scan) {
        step = scan.step();
        inputs = new ArrayList<>(step.inputs());
        captures = new ArrayList<>(step.captures());
        List<Expr> leaves = new ArrayList<>(step.inputs());
        leaves.addAll(step.states());
        leaves.addAll(step.captures());
        for (int i = 0; i < leaves.size(); i++) {
            outside.put(leaves.get(i), loop.operand(i));
        }
    }

    /** Returns the equivalent loop with a joined step. */
    static Expr of(Expr loop, Scan scan) {
        return new JoinedStep(loop, scan).rebuilt(scan.reverse());
    }

    private Expr rebuilt(boolean reverse) {
        List<Expr> roots = new SideBySide(
                        step.roots(), List.of(Set.copyOf(step.inputs()), Set.copyOf(step.captures())), this::join)
                .roots();
        Set<Expr> used = new HashSet<>(Graph.topological(roots));
        inputs.retainAll(used);
        captures.retainAll(used);
        List<Expr> operands = new ArrayList<>();
        inputs.forEach(input -> operands.add(outside(input)));
        step.states().forEach(state -> operands.add(outside(state)));
        captures.forEach(capture -> operands.add(outside(capture)));
        int states = step.states().size();
        Step now = new Step(
                inputs, step.states(), captures, roots.subList(0, states), roots.subList(states, roots.size()));
        return Expr.of(new Scan(now, reverse), operands);
    }

    private Expr join(int axis, List<Expr> leaves) {
        boolean sequences = inputs.contains(leaves.getFirst());
        Expr whole = Exprs.concat(axis, leaves.stream().map(this::outside).toList());
        Expr leaf = Exprs.input(
                "joined." + outside.size(), sequences ? whole.shape().without(0) : whole.shape());
        (sequences ? inputs : captures).add(leaf);
        outside.put(leaf, whole);
        return leaf;
    }

    private Expr outside(Expr leaf) {
        return Objects.requireNonNull(outside.get(leaf), leaf::describe);
    }
}
