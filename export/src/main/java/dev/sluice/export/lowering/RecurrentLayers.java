package dev.sluice.export.lowering;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Scan;
import dev.sluice.export.recognition.Recognition;
import dev.sluice.export.recognition.Recurrence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loops of a graph that become recurrent operators: single directions, or both directions of a layer.
 *
 * @param byLoop the operator of each such loop
 */
record RecurrentLayers(Map<Expr, Layer> byLoop) {
    /** One operator: a direction, and the layer's opposite direction if there is one. */
    record Layer(List<Recurrence> directions) {
        Recurrence first() {
            return directions.getFirst();
        }

        boolean bidirectional() {
            return directions.size() == 2;
        }
    }

    /** The layers of a graph that the target supports as operators. */
    static RecurrentLayers find(Collection<Expr> roots, TargetForms forms) {
        Map<Expr, Recurrence> recognized = new LinkedHashMap<>();
        for (Expr expr : Graph.topological(roots)) {
            Recognition.of(expr).filter(forms::takes).ifPresent(recurrence -> recognized.put(expr, recurrence));
        }
        Map<Expr, Layer> layers = new HashMap<>();
        for (Recurrence recurrence : recognized.values()) {
            if (!layers.containsKey(recurrence.loop())) {
                Optional<Recurrence> partner = recognized.values().stream()
                        .filter(other -> !layers.containsKey(other.loop()))
                        .filter(recurrence::pairsWith)
                        .filter(other -> startsAlone(recurrence) && startsAlone(other))
                        .findFirst();
                Layer layer = new Layer(
                        partner.map(other -> forwardFirst(recurrence, other)).orElseGet(() -> List.of(recurrence)));
                layer.directions().forEach(direction -> layers.put(direction.loop(), layer));
            }
        }
        return new RecurrentLayers(layers);
    }

    private static List<Recurrence> forwardFirst(Recurrence a, Recurrence b) {
        return a.reverse() ? List.of(b, a) : List.of(a, b);
    }

    /** Two directions can share a node only if neither depends on the other's result. */
    private static boolean startsAlone(Recurrence recurrence) {
        List<Expr> initial = new ArrayList<>(List.of(recurrence.initialHidden()));
        recurrence.initialCell().ifPresent(initial::add);
        return Graph.topological(initial).stream().noneMatch(expr -> expr.op() instanceof Scan);
    }
}
