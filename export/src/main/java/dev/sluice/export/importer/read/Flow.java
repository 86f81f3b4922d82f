package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.tensor.Shape;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A value that depends on the inputs: an expression in our axis order, and the mapping of the file's axes to it.
 *
 * <p>The expression has the named axes first, time before batch, then the fixed axes in the file's order; axes of size 1
 * are omitted. Each axis of the file is a list of those axes: empty for size 1, several if a reshape merged them. So a
 * transpose of batch and time, a squeeze, or a reshape to {@code [B·T, F]} only changes the list.
 *
 * @param axes the file's axes, outermost first
 * @param reversed whether the file's order of steps is the reverse of the expression's
 * @param whole whether the elements are integers or booleans in the file
 */
public record Flow(Expr expr, List<List<Dim>> axes, boolean reversed, boolean whole) implements Value {
    /** Largest number of features, beyond any real model; protects the memory from hostile files. */
    private static final int MOST_FEATURES = 1 << 22;

    private static final Comparator<Dim> NAMED = Comparator.comparingInt(
                    (Dim dim) -> dim.equals(Dim.TIME) ? 0 : dim.equals(Dim.BATCH) ? 1 : 2)
            .thenComparing(Dim::toString);

    public Flow {
        axes = axes.stream().map(List::copyOf).toList();
        Dims wanted = canonical(axes);
        if (!expr.shape().equals(wanted)) {
            throw new IllegalStateException(expr.describe() + " must be " + wanted + " to be seen as " + axes);
        }
    }

    static Flow of(Expr expr, List<List<Dim>> axes) {
        return new Flow(expr, axes, false, false);
    }

    /** The shape of the expression for given axes of a file. */
    static Dims canonical(List<List<Dim>> axes) {
        List<Dim> named = new ArrayList<>();
        List<Dim> fixed = new ArrayList<>();
        for (List<Dim> axis : axes) {
            for (Dim dim : axis) {
                (dim instanceof Dim.Fixed ? fixed : named).add(dim);
            }
        }
        named.sort(NAMED);
        named.addAll(fixed);
        return new Dims(named);
    }

    /** An axis of a file with one expression axis, or none for size 1. */
    static List<Dim> axis(Dim dim) {
        return dim instanceof Dim.Fixed(int size) && size == 1 ? List.of() : List.of(dim);
    }

    static List<Dim> axis(int size) {
        if (size > MOST_FEATURES) {
            throw new UnsupportedPartException(
                    "an axis must have at most " + MOST_FEATURES + " elements, but has " + size);
        }
        return axis(Dim.of(size));
    }

    public int rank() {
        return axes.size();
    }

    /** A file axis number as an index from 0; negative ones count from the end. */
    int index(long axis) {
        return index(axis, rank());
    }

    /** An axis number as an index from 0, for a value of the given rank. */
    static int index(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new UnsupportedPartException("axis " + axis + " lies outside a value with " + rank + " axes");
        }
        return Shape.place((int) axis, rank);
    }

    Size size(int axis) {
        return Size.of(axes.get(axis));
    }

    public boolean is(int axis, Dim dim) {
        return axes.get(axis).equals(List.of(dim));
    }

    /** The size of an axis that must be fixed. */
    int fixed(int axis) {
        Size size = size(axis);
        if (!size.isNumber()) {
            throw new UnsupportedPartException(
                    "axis " + axis + " must have a fixed size, but is " + describe(axes.get(axis)));
        }
        return Math.toIntExact(size.factor());
    }

    /** The expression's axis, counted from the last, of a fixed axis of the file. */
    int fromLast(int axis) {
        int after = 0;
        for (int i = axis + 1; i < rank(); i++) {
            after += (int)
                    axes.get(i).stream().filter(Dim.Fixed.class::isInstance).count();
        }
        return -1 - after;
    }

    public boolean has(Dim dim) {
        return axes.stream().anyMatch(axis -> axis.contains(dim));
    }

    /** The same elements with other axes in the same element order. */
    Flow as(List<List<Dim>> changed) {
        return new Flow(reshaped(expr, canonical(changed)), changed, reversed, whole);
    }

    /** Another expression with the same axes. */
    Flow with(Expr changed) {
        return new Flow(changed, axes, reversed, false);
    }

    public Flow with(Expr changed, List<List<Dim>> otherAxes) {
        return new Flow(changed, otherAxes, reversed, whole);
    }

    Flow asWhole(boolean integers) {
        return new Flow(expr, axes, reversed, integers);
    }

    /** The expression with fixed axes of size 1 inserted to match {@code target}. */
    Expr stretched(Dims target) {
        return reshaped(expr, target);
    }

    /** Reshapes an expression; nested reshapes are merged into one. */
    public static Expr reshaped(Expr expr, Dims target) {
        Expr source = expr.op() instanceof Reshape ? expr.operand(0) : expr;
        if (source.shape().equals(target)) {
            return source;
        }
        return Reshapes.pushed(expr, target).orElseGet(() -> source.reshape(target));
    }

    /** The expression as {@code [.., features]}, with all fixed axes of the file merged into the last. */
    Expr rows(int features) {
        List<Dim> dims = new ArrayList<>();
        for (Dim dim : expr.shape().axes()) {
            if (dim instanceof Dim.Named) {
                dims.add(dim);
            }
        }
        dims.add(Dim.of(features));
        return reshaped(expr, new Dims(dims));
    }

    static Flow number(double value) {
        return Flow.of(Exprs.constant(value), List.of());
    }

    public String describe() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < axes.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(describe(axes.get(i)));
        }
        return text.append("]").toString();
    }

    private static String describe(List<Dim> axis) {
        return axis.isEmpty()
                ? "1"
                : String.join("·", axis.stream().map(Dim::toString).toList());
    }
}
