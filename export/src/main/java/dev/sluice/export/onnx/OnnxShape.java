package dev.sluice.export.onnx;

import dev.sluice.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The axes of a value, outermost first; {@code []} is a scalar. The number of axes is always known. */
public record OnnxShape(List<OnnxDim> dims) {
    /** A shape with the given axes. */
    public OnnxShape {
        dims = List.copyOf(dims);
    }

    /** A shape with the given axes, for example {@code OnnxShape.of(OnnxDim.of("T"), OnnxDim.of("B"), OnnxDim.of(64))}. */
    public static OnnxShape of(OnnxDim... dims) {
        return new OnnxShape(List.of(dims));
    }

    /** A shape of fixed sizes; a scalar without arguments. */
    public static OnnxShape fixed(long... sizes) {
        return new OnnxShape(Arrays.stream(sizes).mapToObj(OnnxDim::of).toList());
    }

    /**
     * Parses a shape in printed form: {@code [T, B, 64]}, with {@code ?} for an unknown size.
     *
     * @throws IllegalArgumentException if the text is not a list in brackets
     */
    public static OnnxShape parse(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw new IllegalArgumentException("a shape must have the form [T, B, 64], but was " + text);
        }
        List<OnnxDim> dims = new ArrayList<>();
        String inside = text.substring(1, text.length() - 1);
        if (!inside.isBlank()) {
            for (String part : inside.split(",", -1)) {
                dims.add(parseDim(part.strip()));
            }
        }
        return new OnnxShape(dims);
    }

    private static OnnxDim parseDim(String text) {
        if (text.equals("?")) {
            return OnnxDim.unknown();
        }
        boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? OnnxDim.of(Long.parseLong(text)) : OnnxDim.of(text);
    }

    /** The number of axes. */
    public int rank() {
        return dims.size();
    }

    /** One axis; a negative number counts from the last. */
    public OnnxDim dim(int axis) {
        return dims.get(axis(axis));
    }

    /**
     * The index of an axis from the first; a negative number counts from the last.
     *
     * @throws IllegalArgumentException if the axis does not exist
     */
    public int axis(int axis) {
        if (axis < -rank() || axis >= rank()) {
            throw new IllegalArgumentException("an axis of " + this + " must be between " + -rank() + " and "
                    + (rank() - 1) + ", but was " + axis);
        }
        return Shape.place(axis, rank());
    }

    /** This shape with one axis replaced. */
    public OnnxShape with(int axis, OnnxDim dim) {
        List<OnnxDim> changed = new ArrayList<>(dims);
        changed.set(axis(axis), dim);
        return new OnnxShape(changed);
    }

    /** This shape without one axis. */
    public OnnxShape without(int axis) {
        List<OnnxDim> changed = new ArrayList<>(dims);
        changed.remove(axis(axis));
        return new OnnxShape(changed);
    }

    /** This shape with one more axis in front. */
    public OnnxShape prepend(OnnxDim dim) {
        List<OnnxDim> changed = new ArrayList<>(dims);
        changed.addFirst(dim);
        return new OnnxShape(changed);
    }

    /** Returns whether both shapes are possible for one value: equal ranks, and no two different fixed sizes. */
    public boolean agreesWith(OnnxShape other) {
        if (rank() != other.rank()) {
            return false;
        }
        for (int i = 0; i < rank(); i++) {
            if (!dims.get(i).agreesWith(other.dims.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The shape as text, for example {@code [T, B, 64]}. */
    @Override
    public String toString() {
        return dims.stream().map(OnnxDim::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
