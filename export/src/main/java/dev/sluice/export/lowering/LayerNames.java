package dev.sluice.export.lowering;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Scan;
import java.util.List;

/** Names of layers, from the common prefix of a loop's parameters. */
final class LayerNames {
    private static final String LOOP = "loop";

    private LayerNames() {}

    /** The layer of a value: that of the loop that computes it or of the parameters it uses; otherwise the operation's name. */
    static String ofValue(Expr value) {
        Expr source = value.op() instanceof Pick ? value.operand(0) : value;
        String owner = of(source);
        if (!owner.equals(LOOP) || source.op() instanceof Scan) {
            return owner;
        }
        return source.op() instanceof Op.Leaf leaf
                ? "input '" + leaf.label() + "'"
                : "operation '" + source.op().name() + "'";
    }

    /**
     * The layer of a loop: {@code encoder.l0} if it uses {@code encoder.l0.W_r} and {@code encoder.l0.b_r}; {@code loop}
     * without a common prefix.
     */
    static String of(Expr loop) {
        List<String> owners = loop.operands().stream()
                .map(Expr::op)
                .filter(Parameter.class::isInstance)
                .map(op -> ((Parameter) op).label())
                .filter(label -> label.contains("."))
                .map(label -> label.substring(0, label.lastIndexOf('.')))
                .distinct()
                .toList();
        return owners.isEmpty() ? LOOP : owners.getFirst();
    }
}
