package dev.sluice.core.graph;

import dev.sluice.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * The shape of an expression, for example {@code [T, B, 64]}: outermost axis first, feature axes of fixed size,
 * batch and time by name.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Dims(List<Dim> axes) {
    /** The shape of a scalar, {@code []}. */
    public static final Dims SCALAR = new Dims(List.of());

    /** Copies the axes. */
    public Dims {
        axes = List.copyOf(axes);
    }

    /** Dimensions from integers (fixed) and {@link Dim}s. */
    public static Dims of(Object... axes) {
        List<Dim> dims = new ArrayList<>();
        for (Object axis : axes) {
            dims.add(
                    switch (axis) {
                        case Dim dim -> dim;
                        case Integer size -> Dim.of(size);
                        default ->
                            throw new IllegalArgumentException(
                                    "an axis must be an int or a Dim, but was " + axis.getClass());
                    });
        }
        return new Dims(dims);
    }

    /** The number of axes. */
    public int rank() {
        return axes.size();
    }

    /** One axis; negative counts from the last. */
    public Dim axis(int axis) {
        return axes.get(Shape.place(axis, axes.size()));
    }

    /**
     * The size of an axis that the graph fixes; negative counts from the last.
     *
     * @throws ShapeMismatchException if the axis is known only by name
     */
    public int fixed(int axis) {
        if (axis(axis) instanceof Dim.Fixed fixed) {
            return fixed.size();
        }
        throw new ShapeMismatchException("axis " + axis + " of " + this + " must have a fixed size here, but is the"
                + " symbolic axis " + axis(axis) + "; only feature axes can be sliced or joined");
    }

    /** These axes with one replaced; negative counts from the last. */
    public Dims with(int axis, Dim dim) {
        List<Dim> changed = new ArrayList<>(axes);
        changed.set(Shape.place(axis, axes.size()), dim);
        return new Dims(changed);
    }

    /** These axes without one; negative counts from the last. */
    public Dims without(int axis) {
        List<Dim> changed = new ArrayList<>(axes);
        changed.remove(Shape.place(axis, axes.size()));
        return new Dims(changed);
    }

    /** These axes with {@code dim} put before them: {@code [B, 64]} becomes {@code [T, B, 64]}. */
    public Dims prepend(Dim dim) {
        List<Dim> changed = new ArrayList<>();
        changed.add(dim);
        changed.addAll(axes);
        return new Dims(changed);
    }

    /** These axes with {@code dim} put before one of them, counted from the last: {@code [B, 64]} at -1 becomes {@code [B, dim, 64]}. */
    public Dims insert(int axis, Dim dim) {
        List<Dim> changed = new ArrayList<>(axes);
        changed.add(axes.size() + axis, dim);
        return new Dims(changed);
    }

    /**
     * The sizes in a run.
     *
     * @param named the size of each named axis
     */
    public int[] sizes(Map<String, Integer> named) {
        int[] sizes = new int[axes.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = switch (axes.get(i)) {
                case Dim.Fixed fixed -> fixed.size();
                case Dim.Named axis -> {
                    Integer size = named.get(axis.name());
                    if (size == null) {
                        throw new IllegalStateException(
                                "axis " + axis + " of " + this + " has no size in this run; bind an input that has it");
                    }
                    yield size;
                }
            };
        }
        return sizes;
    }

    /**
     * The shape of an elementwise operation on two operands: aligned at the last axis, equal axes kept, size 1
     * broadcast (NumPy's rule).
     *
     * @throws ShapeMismatchException if an axis differs and neither side is 1
     */
    public static Dims broadcast(Dims left, Dims right) {
        int rank = Math.max(left.rank(), right.rank());
        List<Dim> axes = new ArrayList<>();
        for (int i = rank; i >= 1; i--) {
            Dim a = i <= left.rank() ? left.axis(-i) : Dim.of(1);
            Dim b = i <= right.rank() ? right.axis(-i) : Dim.of(1);
            if (!a.equals(b) && !isOne(a) && !isOne(b)) {
                throw new ShapeMismatchException("axis " + -i + " must be equal or 1 on both sides, but the shapes are "
                        + left + " and " + right);
            }
            axes.add(isOne(a) ? b : a);
        }
        return new Dims(axes);
    }

    private static boolean isOne(Dim dim) {
        return dim instanceof Dim.Fixed fixed && fixed.size() == 1;
    }

    @Override
    public String toString() {
        return axes.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
