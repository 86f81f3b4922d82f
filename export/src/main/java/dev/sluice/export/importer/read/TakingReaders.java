package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Reshape;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Nodes that take ranges of a value: slices, splits, reversed steps. */
final class TakingReaders {
    private TakingReaders() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("Slice", TakingReaders::slice);
        table.put("Split", TakingReaders::split);
        table.put("ReverseSequence", TakingReaders::reverse);
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
