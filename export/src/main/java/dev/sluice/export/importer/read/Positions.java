package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.List;

/**
 * The step numbers 0 to T-1, as made by {@code Range}. They have no expression of their own: they are compared with
 * lengths, which makes masks, or index a table of positions.
 */
final class Positions {
    /** Placeholder for the step numbers until they are used. */
    private static final Expr PLACEHOLDER = Expr.of(new Input("sluice.positions", Dims.of(Dim.TIME), Input.Kind.INDEX));

    /** Largest number of rows of a position table; more indicates a damaged or hostile file. */
    private static final int MOST_ROWS = 1 << 14;

    private Positions() {}

    /** The numbers of all steps, {@code [T]}. */
    static Flow all() {
        return new Flow(PLACEHOLDER, List.of(List.of(Dim.TIME)), false, true);
    }

    static boolean are(Value value) {
        return value instanceof Flow flow && is(flow.expr());
    }

    static boolean is(Expr expr) {
        return expr.equals(PLACEHOLDER)
                || (expr.op() instanceof Reshape && expr.operand(0).equals(PLACEHOLDER));
    }

    /** The mask {@code position < limit}, or {@code position <= limit}, for integer limits {@code [B]} or a single one. */
    static Flow below(Flow positions, Flow limits, boolean equalToo) {
        for (List<Dim> axis : limits.axes()) {
            if (axis.size() == 1 && InputAxes.isOpen(axis.getFirst())) {
                throw new AxisIdentified(axis.getFirst(), Dim.BATCH);
            }
        }
        List<List<Dim>> axes = Elementwise.common(positions, limits);
        if (limits.has(Dim.TIME) || axes.stream().flatMap(List::stream).anyMatch(dim -> dim instanceof Dim.Fixed)) {
            throw new UnsupportedPartException(
                    "step numbers can be compared with lengths [batch] only, but are compared with "
                            + limits.describe());
        }
        Dims rows = limits.has(Dim.BATCH) ? Dims.of(Dim.BATCH) : Dims.of(1);
        Expr limit = limits.expr().shape().rank() == 0
                ? Expr.of(new BroadcastTo(rows), limits.expr())
                : Flow.reshaped(limits.expr(), rows);
        Expr mask = Exprs.validSteps(equalToo ? limit.add(1) : limit);
        return new Flow(Flow.reshaped(mask, Flow.canonical(axes)), axes, false, true);
    }

    /** The same mask for a stored list of integer limits, along an axis of its own. */
    static Flow below(Tracer tracer, Flow positions, Value.Known limits, boolean equalToo) {
        int count = limits.array().data().length;
        List<List<Dim>> stored = new ArrayList<>();
        for (int size : limits.array().sizes()) {
            stored.add(Flow.axis(size));
        }
        boolean oneAxis = stored.stream().filter(axis -> !axis.isEmpty()).count() == 1;
        if (!limits.whole() || !oneAxis || count > MOST_ROWS) {
            throw new UnsupportedPartException(
                    "step numbers can be compared with at most " + MOST_ROWS + " whole numbers along one axis");
        }
        Expr numbers = tracer.fixed(limits);
        Flow shape = Flow.of(numbers, stored);
        List<List<Dim>> axes = Elementwise.common(positions, shape);
        Expr mask = Exprs.validSteps(equalToo ? numbers.add(1) : numbers);
        return new Flow(Flow.reshaped(mask, Flow.canonical(axes)), axes, false, true);
    }

    /** Looks up a table {@code [P, ..]} at each step, {@code [T, ..]}: row t for step t. */
    static Flow rows(Operands operands, Value.Known table, List<List<Dim>> stepAxes) {
        Array64 array = table.array();
        if (array.rank() < 1 || array.size(0) > MOST_ROWS) {
            throw new UnsupportedPartException("a table of positions must have at most " + MOST_ROWS + " rows");
        }
        int rows = array.size(0);
        int width = array.data().length / Math.max(1, rows);
        Expr flat = operands.tracer().parameter(table, ParameterSpec.Role.OTHER).reshape(Dims.of(rows, width));
        Expr numbers = operands.tracer().counting(rows);
        // 1 if the step's number is the row's: t < row + 1 and not t < row.
        Expr one = Exprs.validSteps(numbers.add(1)).sub(Exprs.validSteps(numbers));
        Expr chosen = one.reshape(Dims.of(Dim.TIME, rows)).matmul(flat);
        List<List<Dim>> axes = new ArrayList<>(stepAxes);
        for (int axis = 1; axis < array.rank(); axis++) {
            axes.add(Flow.axis(array.size(axis)));
        }
        return Flow.of(Flow.reshaped(chosen, Flow.canonical(axes)), axes);
    }
}
