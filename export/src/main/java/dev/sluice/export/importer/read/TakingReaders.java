package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Nodes that select part of a value: rows of a table, steps, features. */
final class TakingReaders {
    private TakingReaders() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("Gather", TakingReaders::gather);
        table.put("GatherElements", TakingReaders::stepOfEachRow);
        table.put("Slice", TakingReaders::slice);
        table.put("Split", TakingReaders::split);
        table.put("ReverseSequence", TakingReaders::reverse);
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
            rows.add(part(x, axis, (int) index, (int) index + 1));
        }
        if (indices.array().rank() > 1 || rows.isEmpty()) {
            throw new UnsupportedPartException("indices of an axis must be a list, but have "
                    + indices.array().rank() + " axes");
        }
        Flow result = rows.size() == 1
                ? rows.getFirst()
                : ShapingReaders.joined(rows, axis, operands.tracer().axes());
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

    /** A range of elements of a fixed axis. */
    static Flow part(Flow x, int axis, int from, int to) {
        int size = x.fixed(axis);
        if (from == 0 && to == size) {
            return x;
        }
        if (from < 0 || to > size || from >= to) {
            throw new UnsupportedPartException(
                    "a part from " + from + " to " + to + " of an axis of " + size + " is empty or outside");
        }
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        axes.set(axis, Flow.axis(to - from));
        Expr direct = ofJoined(x, axis, from, to);
        Expr part = direct != null ? direct : x.expr().slice(x.fromLast(axis), from, to);
        return x.with(Flow.reshaped(part, Flow.canonical(axes)), axes);
    }

    /** One direction of two concatenated ones, taken without a slice. */
    private static @Nullable Expr ofJoined(Flow x, int axis, int from, int to) {
        Expr expr = x.expr();
        boolean joined = expr.op() instanceof Reshape
                && expr.operand(0).op() instanceof Concat concat
                && concat.axis() == -1
                && x.fromLast(axis) == -2
                && expr.operand(0).operands().size() == x.fixed(axis)
                && to == from + 1;
        if (!joined) {
            return null;
        }
        Dims whole = expr.shape();
        List<Expr> sides = expr.operand(0).operands();
        boolean equal = sides.stream().allMatch(side -> side.shape().axis(-1).equals(whole.axis(-1)));
        return equal ? sides.get(from) : null;
    }

    private static List<Value> slice(Operands operands) {
        Optional<Flow> positions = firstSteps(operands);
        if (positions.isPresent()) {
            return List.of(positions.get());
        }
        long[] starts = operands.integers(1, "starts")
                .orElseThrow(() -> new UnsupportedPartException("its starts are missing"));
        long[] ends =
                operands.integers(2, "ends").orElseThrow(() -> new UnsupportedPartException("its ends are missing"));
        long[] axes = operands.integers(3, "axes")
                .orElseGet(() -> LongStream.range(0, starts.length).toArray());
        long[] steps = operands.integers(4, "steps").orElseGet(() -> {
            long[] ones = new long[starts.length];
            Arrays.fill(ones, 1);
            return ones;
        });
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw new UnsupportedPartException("starts, ends, axes and steps must be equally many");
        }
        Value result = operands.value(0);
        for (int i = 0; i < starts.length; i++) {
            result = slice(operands, result, axes[i], new Range(starts[i], ends[i], steps[i]));
        }
        return List.of(result);
    }

    /** The first T rows of a stored table of positions. */
    private static Optional<Flow> firstSteps(Operands operands) {
        if (!(operands.value(0) instanceof Value.Known table)
                || !(operands.value(2) instanceof Value.Sizes ends)
                || !ends.sizes().equals(List.of(new Size(1, List.of(Dim.TIME))))
                || !(operands.value(1) instanceof Value.Known start)
                || !start.isSingle()
                || start.single() != 0) {
            return Optional.empty();
        }
        int rank = table.array().rank();
        long given = operands.has(3) ? operands.known(3, "axes").longs()[0] : 0;
        int axis = (int) (given < 0 ? given + rank : given);
        for (int before = 0; before < axis; before++) {
            if (table.array().size(before) != 1) {
                throw new UnsupportedPartException("a table of positions must have them as its first axis");
            }
        }
        int[] sizes = Arrays.copyOfRange(table.array().sizes(), axis, rank);
        Value.Known rows =
                new Value.Known(table.name(), new Array64(sizes, table.array().data()), table.whole());
        List<List<Dim>> steps = new ArrayList<>(Collections.nCopies(axis, List.of()));
        steps.add(List.of(Dim.TIME));
        return Optional.of(Positions.rows(operands, rows, steps));
    }

    private record Range(long start, long end, long step) {
        boolean isAllInReverse() {
            return step == -1 && start == -1 && end < -Integer.MAX_VALUE;
        }

        /** The first index for an axis of the given size. */
        int from(int size) {
            long from = start < 0 ? start + size : start;
            return (int) Math.clamp(from, 0L, step > 0 ? size : (long) size - 1);
        }

        int count(int size) {
            long to = end < 0 ? Math.max(end + size, -1) : Math.min(end, size);
            long span = step > 0 ? Math.max(to, 0) - from(size) : from(size) - to;
            return (int) Math.max(0, Math.ceilDiv(span, Math.abs(step)));
        }
    }

    private static Value slice(Operands operands, Value value, long wanted, Range range) {
        if (range.step() == 0) {
            throw new UnsupportedPartException("a step must not be 0");
        }
        return switch (value) {
            case Value.Known known -> {
                Array64 x = known.array();
                int axis = Flow.index(wanted, x.rank());
                int size = x.size(axis);
                Array64 part = KnownMath.slice(x, axis, range.from(size), range.count(size), (int) range.step());
                yield new Value.Known(operands.node().output(0), part, known.whole());
            }
            case Value.Sizes sizes -> {
                int size = sizes.sizes().size();
                if (range.step() != 1) {
                    throw new UnsupportedPartException("only a contiguous slice of sizes is supported");
                }
                List<Size> part = sizes.sizes().subList(range.from(size), range.from(size) + range.count(size));
                double[] values = part.stream()
                        .mapToDouble(each -> (double) each.factor())
                        .toArray();
                yield part.stream().allMatch(Size::isNumber)
                        ? new Value.Known(
                                operands.node().output(0), new Array64(new int[] {values.length}, values), true)
                        : new Value.Sizes(part, false);
            }
            default -> slice(operands, flow(value), wanted, range);
        };
    }

    private static Flow flow(Value value) {
        if (value instanceof Flow flow) {
            return flow;
        }
        throw new UnsupportedPartException("its input cannot be sliced");
    }

    private static Flow slice(Operands operands, Flow x, long wanted, Range range) {
        int axis = x.index(wanted);
        List<Dim> found = x.axes().get(axis);
        boolean all = range.start() == 0 && range.end() >= Integer.MAX_VALUE && range.step() == 1;
        if (all) {
            return x;
        }
        if (found.equals(List.of(Dim.TIME))) {
            List<List<Dim>> axes = new ArrayList<>(x.axes());
            axes.set(axis, List.of());
            TimeSteps steps = new TimeSteps(operands.tracer());
            if (range.isAllInReverse()) {
                return new Flow(x.expr(), x.axes(), !x.reversed(), x.whole());
            }
            if (range.step() == 1 && range.start() == -1 && range.end() >= Integer.MAX_VALUE) {
                return steps.single(x, true, axes);
            }
            if (range.step() == 1 && range.start() == 0 && range.end() == 1) {
                return steps.single(x, false, axes);
            }
            throw new UnsupportedPartException(
                    "only the first step, the last step, or all in reverse order can be sliced from time");
        }
        if (range.isAllInReverse() && found.size() == 1 && InputAxes.isOpen(found.getFirst())) {
            // A reversed axis is time.
            throw new AxisIdentified(found.getFirst(), Dim.TIME);
        }
        int size = operands.tracer().axes().fixed(x, axis);
        if (range.step() != 1) {
            throw new UnsupportedPartException("a step must be 1 along features, but is " + range.step());
        }
        return part(x, axis, range.from(size), range.from(size) + range.count(size));
    }

    private static List<Value> split(Operands operands) {
        if (operands.value(0) instanceof Value.Known known) {
            Array64 x = known.array();
            long wanted = operands.node().integer("axis", 0);
            int axis = Flow.index(wanted, x.rank());
            List<Value> parts = new ArrayList<>();
            int at = 0;
            for (int size : shares(operands, x.size(axis))) {
                Array64 part = KnownMath.slice(x, axis, at, size, 1);
                parts.add(new Value.Known(operands.node().output(parts.size()), part, known.whole()));
                at += size;
            }
            return parts;
        }
        Flow x = operands.flow(0);
        int axis = x.index(operands.node().integer("axis", 0));
        int size = operands.tracer().axes().fixed(x, axis);
        List<Value> parts = new ArrayList<>();
        int at = 0;
        for (int share : shares(operands, size)) {
            parts.add(part(x, axis, at, at + share));
            at += share;
        }
        return parts;
    }

    private static int[] shares(Operands operands, int size) {
        int outputs = operands.node().proto().getOutputCount();
        long[] given = operands.integers(1, "split").orElseGet(() -> {
            long[] equal = new long[outputs];
            int each = Math.ceilDiv(size, Math.max(1, outputs));
            for (int i = 0; i < outputs; i++) {
                equal[i] = Math.max(0, Math.min(each, size - i * each));
            }
            return equal;
        });
        if (Arrays.stream(given).anyMatch(share -> share < 1)
                || Arrays.stream(given).sum() != size) {
            throw new UnsupportedPartException(
                    "the parts " + Arrays.toString(given) + " do not make an axis of " + size);
        }
        return Arrays.stream(given).mapToInt(share -> (int) share).toArray();
    }

    private static List<Value> reverse(Operands operands) {
        Flow x = operands.flow(0);
        int time = (int) operands.node().integer("time_axis", 0);
        operands.tracer().axes().require(x, x.index(time), Dim.TIME, "a sequence to reverse");
        operands.flow(1);
        return List.of(new Flow(x.expr(), x.axes(), !x.reversed(), x.whole()));
    }
}
