package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nodes that take elements by indices: rows of a table, the step of each row. */
final class GatherReaders {
    private GatherReaders() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("Gather", GatherReaders::gather);
        table.put("GatherElements", GatherReaders::stepOfEachRow);
    }

    private static List<Value> gather(Operands operands) {
        long axis = operands.node().integer("axis", 0);
        Value data = operands.value(0);
        if (operands.value(1) instanceof Flow positions && Positions.are(positions)) {
            if (axis != 0) {
                throw new UnsupportedPartException(
                        "a table of positions must have them as axis 0, but axis is " + axis);
            }
            return List.of(Positions.rows(operands, operands.known(0, "table"), positions.axes()));
        }
        if (operands.value(1) instanceof Flow indices) {
            return List.of(embedded(operands, axis, indices));
        }
        Value.Known indices = operands.known(1, "list of indices");
        return List.of(
                switch (data) {
                    case Value.Known known -> {
                        Array64 x = known.array();
                        int place = Flow.index(axis, x.rank());
                        yield new Value.Known(
                                operands.node().output(0), KnownMath.gather(x, indices.array(), place), known.whole());
                    }
                    case Value.Sizes sizes -> picked(operands, sizes, indices);
                    default -> parts(operands, operands.flow(0), axis, indices);
                });
    }

    /** Looks up rows of a table: an embedding. */
    private static Flow embedded(Operands operands, long axis, Flow indices) {
        Value.Known table = operands.known(0, "table");
        if (axis != 0 || table.array().rank() != 2 || !indices.whole()) {
            throw new UnsupportedPartException(
                    "a table must be [rows, features] and be looked up by whole numbers along axis 0");
        }
        Tracer tracer = operands.tracer();
        Expr matrix = tracer.binding()
                .table(table.name(), table.array().size(1), indices.expr())
                .orElseGet(() -> tracer.parameter(table, ParameterSpec.Role.EMBEDDING));
        Expr rows = Exprs.gather(matrix, indices.expr());
        List<List<Dim>> axes = new ArrayList<>(indices.axes());
        if (axes.stream().flatMap(List::stream).anyMatch(Dim.Fixed.class::isInstance)) {
            throw new UnsupportedPartException("indices must be [batch, time], but are " + indices.describe());
        }
        axes.add(Flow.axis(table.array().size(1)));
        return new Flow(Flow.reshaped(rows, Flow.canonical(axes)), axes, indices.reversed(), false);
    }

    /** Selects the step of each row given by integer indices, for example the last valid step. */
    private static List<Value> stepOfEachRow(Operands operands) {
        Flow x = operands.flow(0);
        Flow indices = operands.flow(1);
        int axis = x.index(operands.node().integer("axis", 0));
        operands.tracer().axes().require(x, axis, Dim.TIME, "a sequence whose steps are taken");
        if (x.reversed()
                || indices.rank() != x.rank()
                || !indices.axes().get(axis).isEmpty()
                || indices.has(Dim.TIME)) {
            throw new UnsupportedPartException(
                    "the indices that select a step of each row must be [batch], but are " + indices.describe());
        }
        Expr number = sameForAllFeatures(indices.expr());
        Expr step = Flow.reshaped(number, Dims.of(Dim.BATCH));
        // 1 at the step of that number: t < number + 1 and not t < number.
        Expr chosen = Exprs.validSteps(step.add(1)).sub(Exprs.validSteps(step));
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        axes.set(axis, List.of());
        return List.of(new TimeSteps(operands.tracer()).at(x, chosen, axes));
    }

    /** The index of each row, if it was repeated for each feature. */
    private static Expr sameForAllFeatures(Expr indices) {
        Expr at = indices;
        while (at.op() instanceof BroadcastTo || at.op() instanceof Reshape) {
            at = at.operand(0);
        }
        at.shape().axes().stream().filter(InputAxes::isOpen).findFirst().ifPresent(open -> {
            throw new AxisIdentified(open, Dim.BATCH);
        });
        boolean features = at.shape().axes().stream().anyMatch(dim -> dim instanceof Dim.Fixed(int size) && size > 1);
        if (features || !at.shape().axes().contains(Dim.BATCH)) {
            throw new UnsupportedPartException("the selected step must be the same for all features of a row");
        }
        return at;
    }

    private static Value picked(Operands operands, Value.Sizes sizes, Value.Known indices) {
        List<Size> picked = new ArrayList<>();
        for (long raw : indices.longs()) {
            int index = (int) (raw < 0 ? raw + sizes.sizes().size() : raw);
            if (index < 0 || index >= sizes.sizes().size()) {
                throw new UnsupportedPartException("index " + raw + " lies outside a shape of "
                        + sizes.sizes().size() + " axes");
            }
            picked.add(sizes.sizes().get(index));
        }
        boolean scalar = indices.array().rank() == 0;
        if (picked.stream().allMatch(Size::isNumber)) {
            double[] values =
                    picked.stream().mapToDouble(size -> (double) size.factor()).toArray();
            int[] shape = scalar ? new int[0] : new int[] {values.length};
            return new Value.Known(operands.node().output(0), new Array64(shape, values), true);
        }
        return new Value.Sizes(picked, scalar);
    }

    private static Flow parts(Operands operands, Flow x, long wanted, Value.Known indices) {
        int axis = x.index(wanted);
        boolean drop = indices.array().rank() == 0;
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        if (x.is(axis, Dim.TIME)) {
            long index = indices.isSingle() ? (long) indices.single() : Long.MAX_VALUE;
            if (index != 0 && index != -1) {
                throw new UnsupportedPartException("only the first or the last step can be selected by number");
            }
            keepOrDrop(axes, axis, drop);
            return new TimeSteps(operands.tracer()).single(x, index == -1, axes);
        }
        int size = operands.tracer().axes().fixed(x, axis);
        List<Flow> rows = new ArrayList<>();
        for (long raw : indices.longs()) {
            long index = raw < 0 ? raw + size : raw;
            if (index < 0 || index >= size) {
                throw new UnsupportedPartException("index " + raw + " lies outside an axis of " + size);
            }
            rows.add(TakingReaders.part(x, axis, (int) index, (int) index + 1));
        }
        if (indices.array().rank() > 1 || rows.isEmpty()) {
            throw new UnsupportedPartException("indices of an axis must be a list, but have "
                    + indices.array().rank() + " axes");
        }
        Flow result = rows.size() == 1
                ? rows.getFirst()
                : JoiningReaders.joined(rows, axis, operands.tracer().axes());
        List<List<Dim>> kept = new ArrayList<>(result.axes());
        if (drop) {
            kept.remove(axis);
        }
        return result.as(kept);
    }

    private static void keepOrDrop(List<List<Dim>> axes, int axis, boolean drop) {
        if (drop) {
            axes.remove(axis);
        } else {
            axes.set(axis, List.of());
        }
    }
}
