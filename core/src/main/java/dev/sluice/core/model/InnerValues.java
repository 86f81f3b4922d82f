package dev.sluice.core.model;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.UnaryOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * The values inside the loops of a network, by the names in the equations of their cells: the gates of any cell, its states over time, and the
 * weights of an attention over steps.
 *
 * @param layers those with a cell, in the order in which they compute
 * @param attention weights by name, {@code [T, B, 1]}, not yet divided by their sum over steps
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record InnerValues(List<Layer> layers, Map<String, Expr> attention) {
    /** Copies the collections. */
    public InnerValues {
        layers = List.copyOf(layers);
        attention = Collections.unmodifiableMap(new LinkedHashMap<>(attention));
    }

    /**
     * A cell in one layer and direction.
     *
     * @param cell its signature; the name is that of the layer, for example {@code encoder.l0}
     * @param reverse whether time runs from the last step to the first
     * @param loop with the gates and states among its results
     * @param gates over time by name, {@code [T, B, H]}
     * @param states after each step by name, {@code [T, B, H]}
     */
    public record Layer(
            CellSignature cell, boolean reverse, Expr loop, Map<String, Expr> gates, Map<String, Expr> states) {
        /** Copies the maps, keeping their order. */
        public Layer {
            gates = Collections.unmodifiableMap(new LinkedHashMap<>(gates));
            states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
        }

        /** The sequence that the cell reads, {@code [T, B, I]}. */
        public Expr input() {
            return loop.operand(0);
        }

        /** The first state after the last step, {@code [B, H]}, of a loop like this one, for example over another input. */
        public Expr last(Expr same) {
            return Expr.of(new Pick(0), same);
        }
    }

    /** Finds them. */
    public static InnerValues of(Network network) {
        List<Layer> layers = new ArrayList<>();
        Map<String, Expr> attention = new LinkedHashMap<>();
        for (Expr expr : network.graph().expressions()) {
            if (expr.op() instanceof Scan scan) {
                cell(network, expr, scan).ifPresent(cell -> layers.add(layer(cell, expr, scan)));
            } else if (isAttention(expr)) {
                attention.put("attention" + (attention.isEmpty() ? "" : attention.size() + 1), expr);
            }
        }
        return new InnerValues(layers, attention);
    }

    /** The network with all of them among its further outputs, as {@code LAYER.NAME}. */
    public Network shownIn(Network network) {
        Map<String, Expr> extras = new LinkedHashMap<>(network.extras());
        for (Layer layer : layers) {
            layer.gates().forEach((name, value) -> extras.put(layer.cell().name() + "." + name, value));
            layer.states().forEach((name, value) -> extras.put(layer.cell().name() + "." + name, value));
        }
        extras.putAll(attention);
        return new Network(
                network.mode(),
                network.inputs(),
                network.heads(),
                extras,
                network.states(),
                network.parameters(),
                network.followed(),
                network.cells());
    }

    /** The cell whose parameters a loop reads; empty for loops that are no recurrent layer. */
    private static Optional<CellSignature> cell(Network network, Expr loop, Scan scan) {
        int captures = scan.step().inputs().size() + scan.step().states().size();
        List<String> read = Graph.topological(
                        loop.operands().subList(captures, loop.operands().size()))
                .stream()
                .map(Expr::op)
                .filter(Parameter.class::isInstance)
                .map(leaf -> ((Op.Leaf) leaf).label())
                .toList();
        return network.cells().stream()
                .filter(cell -> read.stream().anyMatch(name -> name.startsWith(cell.name() + ".")))
                .max(Comparator.comparingInt(cell -> cell.name().length()));
    }

    private static Layer layer(CellSignature cell, Expr loop, Scan scan) {
        Step step = scan.step();
        List<Expr> next = CellEquations.next(cell, step);
        List<Expr> roots = new ArrayList<>(next);
        roots.add(CellEquations.unmasked(step.outputs().getFirst()));
        Map<String, Expr> inside =
                new LinkedHashMap<>(CellEquations.names(cell, loop, next).gates(roots));
        inside.values()
                .removeIf(value ->
                        value.shape().rank() != 2 || !value.shape().axis(0).equals(Dim.BATCH));
        Set<String> gates = Set.copyOf(inside.keySet());
        for (int i = 0; i < next.size(); i++) {
            // A cell may call a gate as it calls a state.
            inside.put(
                    stateName(cell.states().get(i).name(), gates), step.next().get(i));
        }
        List<Expr> outputs = new ArrayList<>(step.outputs());
        outputs.addAll(inside.values());
        Step telling = new Step(step.inputs(), step.states(), step.captures(), step.next(), outputs);
        Expr whole = Expr.of(new Scan(telling, scan.reverse()), loop.operands());
        Map<String, Expr> shown = new LinkedHashMap<>();
        int index = step.states().size() + step.outputs().size();
        for (String name : inside.keySet()) {
            shown.put(name, Expr.of(new Pick(index++), whole));
        }
        Map<String, Expr> states = new LinkedHashMap<>(shown);
        states.keySet().removeAll(gates);
        shown.keySet().retainAll(gates);
        return new Layer(cell, scan.reverse(), whole, shown, states);
    }

    private static String stateName(String state, Set<String> gates) {
        return gates.contains(state) ? state + "'" : state;
    }

    /** Pooling writes a softmax over steps as an exponential that is zero where there is no step. */
    private static boolean isAttention(Expr expr) {
        return expr.op() == BinaryOp.MUL
                && expr.operand(0).op() == UnaryOp.EXP
                && expr.shape().rank() == 3
                && expr.shape().axis(0).equals(Dim.TIME)
                && expr.shape().axis(-1).equals(Dim.of(1));
    }
}
