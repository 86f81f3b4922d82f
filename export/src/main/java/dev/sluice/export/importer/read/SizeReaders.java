package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.TensorReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Nodes that compute the sizes of axes, and values of such sizes; exporters write zero states with them. */
final class SizeReaders {
    private static final int MOST_RANGE = 1 << 20;

    private SizeReaders() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("Shape", SizeReaders::shape);
        table.put("ConstantOfShape", SizeReaders::constantOfShape);
        table.put("Range", SizeReaders::range);
    }

    private static List<Value> shape(Operands operands) {
        List<Size> sizes = new ArrayList<>();
        switch (operands.value(0)) {
            case Value.Known known -> Arrays.stream(known.array().sizes()).forEach(size -> sizes.add(Size.of(size)));
            case Flow flow -> flow.axes().forEach(axis -> sizes.add(Size.of(axis)));
            case Value.Sizes own ->
                sizes.addAll(
                        own.scalar() ? List.of() : List.of(Size.of(own.sizes().size())));
            default -> throw new UnsupportedPartException("its input has no shape");
        }
        long start = operands.node().integer("start", 0);
        long end = operands.node().integer("end", sizes.size());
        int from = Math.clamp(start < 0 ? start + sizes.size() : start, 0, sizes.size());
        int to = Math.clamp(end < 0 ? end + sizes.size() : end, from, sizes.size());
        List<Size> part = sizes.subList(from, to);
        if (part.stream().allMatch(Size::isNumber)) {
            return List.of(known(operands, part));
        }
        return List.of(new Value.Sizes(part, false));
    }

    private static Value.Known known(Operands operands, List<Size> sizes) {
        double[] values =
                sizes.stream().mapToDouble(size -> (double) size.factor()).toArray();
        return new Value.Known(operands.node().output(0), new Array64(new int[] {values.length}, values), true);
    }

    /** {@code Range}: known numbers, or the step numbers. */
    private static List<Value> range(Operands operands) {
        if (operands.allKnown()) {
            double start = operands.known(0, "start").single();
            double step = operands.known(2, "step").single();
            double count = Math.max(0, Math.ceil((operands.known(1, "limit").single() - start) / step));
            if (!(count <= MOST_RANGE)) {
                throw new UnsupportedPartException(
                        "a range must have at most " + MOST_RANGE + " numbers, but has " + count);
            }
            double[] values = new double[(int) count];
            Arrays.setAll(values, i -> start + i * step);
            boolean whole = operands.known(0, "start").whole();
            return List.of(
                    new Value.Known(operands.node().output(0), new Array64(new int[] {values.length}, values), whole));
        }
        boolean fromZero = operands.value(0) instanceof Value.Known start && start.single() == 0;
        boolean byOne = operands.value(2) instanceof Value.Known step && step.single() == 1;
        if (fromZero && byOne && operands.value(1) instanceof Value.Sizes limit) {
            Size size = limit.sizes().getFirst();
            if (size.factor() == 1 && size.symbols().equals(List.of(Dim.TIME))) {
                return List.of(Positions.all());
            }
            if (size.factor() == 1
                    && size.symbols().size() == 1
                    && InputAxes.isOpen(size.symbols().getFirst())) {
                // The numbered axis is taken to be time; if it is the batch, a later node reports the contradiction.
                throw new AxisIdentified(size.symbols().getFirst(), Dim.TIME);
            }
        }
        throw new UnsupportedPartException("a range over time must run from 0 to the number of steps, by 1");
    }

    private static List<Value> constantOfShape(Operands operands) {
        double value = 0;
        boolean whole = false;
        var attribute = operands.node().attribute("value");
        if (attribute.isPresent()) {
            var tensor = attribute.get().getT();
            whole = tensor.getDataType() != 1;
            Value.Known known = Value.Known.of(TensorReader.read(tensor, "value"));
            value = known.isSingle() ? known.single() : Double.NaN;
        }
        if (Double.isNaN(value)) {
            throw new UnsupportedPartException("its value must be one number");
        }
        List<Size> sizes = ShapingReaders.sizes(operands.value(0));
        if (sizes.stream().allMatch(Size::isNumber)) {
            int[] target =
                    KnownMath.sizes(sizes.stream().mapToLong(Size::factor).toArray());
            Array64 array = KnownMath.broadcast(new Array64(new int[0], new double[] {value}), target);
            return List.of(new Value.Known(operands.node().output(0), array, whole));
        }
        List<List<Dim>> axes = sizes.stream().map(SizeReaders::axis).toList();
        Expr expr = Expr.of(new BroadcastTo(Flow.canonical(axes)), Exprs.constant(value));
        return List.of(Flow.of(expr, axes));
    }

    /** Returns whether two inputs are lists of sizes or integers. */
    static boolean areSizes(Operands operands, int a, int b) {
        return isSizes(operands.value(a)) && isSizes(operands.value(b));
    }

    private static boolean isSizes(Value value) {
        return value instanceof Value.Sizes
                || (value instanceof Value.Known known
                        && known.whole()
                        && known.array().rank() <= 1);
    }

    /** Compares two lists of sizes; a symbolic batch or time never equals a number. */
    static Value equal(Operands operands) {
        List<Size> a = ShapingReaders.sizes(operands.value(0));
        List<Size> b = ShapingReaders.sizes(operands.value(1));
        double[] equal = new double[Math.max(a.size(), b.size())];
        for (int i = 0; i < equal.length; i++) {
            equal[i] = at(a, i, equal.length).equals(at(b, i, equal.length)) ? 1 : 0;
        }
        return new Value.Known(operands.node().output(0), new Array64(new int[] {equal.length}, equal), true);
    }

    /** Selects one of two lists of sizes. */
    static Value where(Operands operands) {
        double[] condition = operands.known(0, "condition").array().data();
        List<Size> a = ShapingReaders.sizes(operands.value(1));
        List<Size> b = ShapingReaders.sizes(operands.value(2));
        int count = Math.max(condition.length, Math.max(a.size(), b.size()));
        List<Size> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean first = condition[condition.length == 1 ? 0 : i] != 0;
            chosen.add(at(first ? a : b, i, count));
        }
        return chosen.stream().allMatch(Size::isNumber) ? known(operands, chosen) : new Value.Sizes(chosen, false);
    }

    private static Size at(List<Size> sizes, int index, int count) {
        if (sizes.size() != 1 && sizes.size() != count) {
            throw new UnsupportedPartException("lists of " + sizes.size() + " and " + count + " sizes are combined");
        }
        return sizes.get(sizes.size() == 1 ? 0 : index);
    }

    /** The axis of a computed size. */
    static List<Dim> axis(Size size) {
        List<Dim> axis = new ArrayList<>(size.symbols());
        if (size.factor() < 1 || size.factor() > Integer.MAX_VALUE) {
            throw new UnsupportedPartException("an axis of size " + size.factor() + " is not supported");
        }
        axis.addAll(Flow.axis((int) size.factor()));
        return axis;
    }
}
