package dev.sluice.export.onnx;

import dev.sluice.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Nodes that rearrange elements: transpose, reshape, slice, concatenate, look up; and sizes as values. */
public final class OnnxShaping {
    private final OnnxGraph graph;

    /** Creates a builder that adds nodes to the graph. */
    public OnnxShaping(OnnxGraph graph) {
        this.graph = graph;
    }

    /** Axis {@code i} of the result is axis {@code order[i]} of the value. */
    public OnnxValue transpose(OnnxValue x, int... order) {
        int[] axes = Arrays.stream(order).map(x.shape()::axis).toArray();
        if (axes.length != x.shape().rank() || ResultShapes.sorted(x.shape(), axes).length != axes.length) {
            throw new IllegalArgumentException(
                    "Transpose needs each axis of " + x.describe() + " once, but got " + Arrays.toString(order));
        }
        OnnxShape shape =
                new OnnxShape(Arrays.stream(axes).mapToObj(x.shape()::dim).toList());
        return graph.node("Transpose")
                .inputs(x)
                .longs("perm", ResultShapes.longs(axes))
                .add(x.type(), shape);
    }

    /**
     * Reshapes to a shape whose named sizes the value has on the same axes; at most one other size may be inferred.
     *
     * @throws IllegalArgumentException if more than one size would have to be inferred
     */
    public OnnxValue reshape(OnnxValue x, OnnxShape shape) {
        long[] sizes = new long[shape.rank()];
        int open = 0;
        for (int i = 0; i < sizes.length; i++) {
            OnnxDim dim = shape.dim(i);
            if (dim instanceof OnnxDim.Fixed(long size)) {
                sizes[i] = size;
            } else if (i >= x.shape().rank()
                    || !(dim instanceof OnnxDim.Named)
                    || !dim.equals(x.shape().dim(i))) {
                sizes[i] = -1;
                open++;
            }
        }
        if (open > 1) {
            throw new IllegalArgumentException("Reshape can infer one size, but " + open + " are open from "
                    + x.describe() + " to " + shape + "; give the shape as a value");
        }
        return reshape(x, graph.longs(sizes), shape);
    }

    /**
     * Reshapes to a shape given by a value.
     *
     * @param sizes int64, one for each axis; 0 copies the axis, one may be -1
     * @param shape shape of the result, as far as known
     */
    public OnnxValue reshape(OnnxValue x, OnnxValue sizes, OnnxShape shape) {
        return graph.node("Reshape").inputs(x, sizes).add(x.type(), shape);
    }

    /** Removes axes of size 1. */
    public OnnxValue squeeze(OnnxValue x, int... axes) {
        int[] sorted = ResultShapes.sorted(x.shape(), axes);
        for (int axis : sorted) {
            if (!x.shape().dim(axis).agreesWith(OnnxDim.of(1))) {
                throw new IllegalArgumentException(
                        "Squeeze needs size 1 on axis " + axis + ", but got " + x.describe());
            }
        }
        return withAxes("Squeeze", x, sorted, ResultShapes.reduce(x.shape(), false, sorted));
    }

    /** Inserts axes of size 1, at positions counted in the result. */
    public OnnxValue unsqueeze(OnnxValue x, int... axes) {
        OnnxShape shape = x.shape();
        int rank = shape.rank() + axes.length;
        int[] sorted = Arrays.stream(axes)
                .map(axis -> Shape.place(axis, rank))
                .sorted()
                .toArray();
        List<OnnxDim> dims = new ArrayList<>(shape.dims());
        for (int axis : sorted) {
            if (axis < 0 || axis > dims.size()) {
                throw new IllegalArgumentException(
                        "Unsqueeze to rank " + rank + " has no axis " + axis + ", of " + x.describe());
            }
            dims.add(axis, OnnxDim.of(1));
        }
        return withAxes("Unsqueeze", x, sorted, new OnnxShape(dims));
    }

    private OnnxValue withAxes(String operator, OnnxValue x, int[] axes, OnnxShape shape) {
        OnnxNode node = graph.node(operator).inputs(x);
        if (node.hasAttribute("axes")) {
            node.longs("axes", ResultShapes.longs(axes));
        } else {
            node.inputs(graph.longs(ResultShapes.longs(axes)));
        }
        return node.add(x.type(), shape);
    }

    /** Elements {@code from} (inclusive) to {@code to} (exclusive) of one axis, both non-negative and within its size. */
    public OnnxValue slice(OnnxValue x, int axis, long from, long to) {
        int place = x.shape().axis(axis);
        boolean inside = !(x.shape().dim(place) instanceof OnnxDim.Fixed(long size)) || to <= size;
        if (from < 0 || to <= from || !inside) {
            throw new IllegalArgumentException(
                    "Slice " + from + " to " + to + " does not lie within axis " + place + " of " + x.describe());
        }
        return graph.node("Slice")
                .inputs(x, graph.longs(from), graph.longs(to), graph.longs(place))
                .add(x.type(), x.shape().with(place, OnnxDim.of(to - from)));
    }

    /** Reverses an axis. */
    public OnnxValue reversed(OnnxValue x, int axis) {
        int place = x.shape().axis(axis);
        // From the last element to before the first: an end outside the axis is clamped.
        return graph.node("Slice")
                .inputs(x, graph.longs(-1), graph.longs(Long.MIN_VALUE), graph.longs(place), graph.longs(-1))
                .add(x.type(), x.shape());
    }

    /** Concatenates values along an axis; their other axes must agree. */
    public OnnxValue concat(int axis, List<OnnxValue> parts) {
        OnnxShape shape = parts.getFirst().shape();
        int place = shape.axis(axis);
        long total = 0;
        boolean fixed = true;
        for (OnnxValue part : parts) {
            if (!part.shape().with(place, shape.dim(place)).agreesWith(shape)) {
                throw new IllegalArgumentException(
                        "Concat on axis " + place + " needs shapes that agree on the others, but got "
                                + ResultShapes.describe(parts.toArray(new OnnxValue[0])));
            }
            if (part.shape().dim(place) instanceof OnnxDim.Fixed(long size)) {
                total += size;
            } else {
                fixed = false;
            }
        }
        return graph.node("Concat")
                .inputs(parts.toArray(new OnnxValue[0]))
                .attribute("axis", place)
                .add(parts.getFirst().type(), shape.with(place, fixed ? OnnxDim.of(total) : OnnxDim.unknown()));
    }

    /** Splits an axis into parts of the given sizes. The sizes are an input since opset 13. */
    public List<OnnxValue> split(OnnxValue x, int axis, long... sizes) {
        int place = x.shape().axis(axis);
        if (!x.shape().dim(place).agreesWith(OnnxDim.of(Arrays.stream(sizes).sum()))) {
            throw new IllegalArgumentException("Split needs sizes that add up to axis " + place + " of " + x.describe()
                    + ", but got " + Arrays.toString(sizes));
        }
        OnnxNode node = graph.node("Split").inputs(x).attribute("axis", place);
        if (node.hasAttribute("split")) {
            node.longs("split", sizes);
        } else {
            node.inputs(graph.longs(sizes));
        }
        for (int i = 0; i < sizes.length; i++) {
            node.result(Integer.toString(i), x.type(), x.shape().with(place, OnnxDim.of(sizes[i])));
        }
        return node.addAll();
    }

    /** Expands a value to a shape given by a value. */
    public OnnxValue expand(OnnxValue x, OnnxValue sizes, OnnxShape shape) {
        return graph.node("Expand").inputs(x, sizes).add(x.type(), shape);
    }

    /** Looks up rows of a table: {@code [V, E]} and indices {@code [..]} give {@code [.., E]}; works along any axis. */
    public OnnxValue gather(OnnxValue table, OnnxValue indices, int axis) {
        int place = table.shape().axis(axis);
        List<OnnxDim> dims = new ArrayList<>(table.shape().dims());
        dims.remove(place);
        dims.addAll(place, indices.shape().dims());
        return graph.node("Gather")
                .inputs(table, indices)
                .attribute("axis", place)
                .add(table.type(), new OnnxShape(dims));
    }

    /** Elements along the last axis by number: {@code values [.., C], indices [.., K] → [.., K]}. */
    public OnnxValue gatherElements(OnnxValue values, OnnxValue indices) {
        return graph.node("GatherElements")
                .inputs(values, indices)
                .attribute("axis", values.shape().axis(-1))
                .add(values.type(), indices.shape());
    }

    /** All sizes of a value, as int64 {@code [rank]}. */
    public OnnxValue sizes(OnnxValue x) {
        return graph.node("Shape")
                .inputs(x)
                .add(ElementType.INT64, OnnxShape.fixed(x.shape().rank()));
    }

    /** The size of one axis, as int64 {@code [1]}, for building a shape by {@link #concat}. */
    public OnnxValue size(OnnxValue x, int axis) {
        int place = x.shape().axis(axis);
        if (x.shape().dim(place) instanceof OnnxDim.Fixed(long size)) {
            return graph.longs(size);
        }
        OnnxNode node = graph.node("Shape").inputs(x);
        if (node.hasAttribute("start")) {
            return node.attribute("start", place)
                    .attribute("end", place + 1)
                    .add(ElementType.INT64, OnnxShape.fixed(1));
        }
        return slice(sizes(x), 0, place, place + 1);
    }

    /** A constant array with a shape given by a value. */
    public OnnxValue filled(float value, OnnxValue sizes, OnnxShape shape) {
        return graph.node("ConstantOfShape")
                .inputs(sizes)
                .attribute("value", OnnxArray.floats(new float[] {value}, 1))
                .add(ElementType.FLOAT, shape);
    }

    /** The numbers {@code from, from + step, ...} below {@code to}; all three are scalars of one type. */
    public OnnxValue range(OnnxValue from, OnnxValue to, OnnxValue step, OnnxDim size) {
        return graph.node("Range").inputs(from, to, step).add(from.type(), OnnxShape.of(size));
    }

    /** Reverses each row of {@code [T, N, ..]} within its own length, int64 {@code [N]}; elements past it stay in place. */
    public OnnxValue reverseSequence(OnnxValue x, OnnxValue lengths) {
        return graph.node("ReverseSequence")
                .inputs(x, lengths)
                .attribute("batch_axis", 1)
                .attribute("time_axis", 0)
                .add(x.type(), x.shape());
    }
}
