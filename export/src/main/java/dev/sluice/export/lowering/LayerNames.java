package dev.sluice.export.lowering;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Parameter;
import java.util.List;

/** Names of layers, from what the parameters of a loop have in common. */
final class LayerNames {
    private LayerNames() {}

    /** {@code encoder.l0} for a loop that uses {@code encoder.l0.W_r} and {@code encoder.l0.b_r}; else {@code loop}. */
    static String of(Expr loop) {
        List<String> owners = loop.operands().stream()
                .map(Expr::op)
                .filter(Parameter.class::isInstance)
                .map(op -> ((Parameter) op).label())
                .filter(label -> label.contains("."))
                .map(label -> label.substring(0, label.lastIndexOf('.')))
                .distinct()
                .toList();
        return owners.isEmpty() ? "loop" : owners.getFirst();
    }
}
