package dev.sluice.export.onnx;

/** Nodes that reduce one or more axes. */
public final class OnnxReductions {
    private final OnnxGraph graph;

    /** Creates a builder that adds nodes to the graph. */
    public OnnxReductions(OnnxGraph graph) {
        this.graph = graph;
    }

    /** The sum over the given axes. */
    public OnnxValue sum(OnnxValue x, boolean keep, int... axes) {
        return reduce("ReduceSum", x, keep, axes);
    }

    /** The mean over the given axes. */
    public OnnxValue mean(OnnxValue x, boolean keep, int... axes) {
        return reduce("ReduceMean", x, keep, axes);
    }

    /** The maximum over the given axes. */
    public OnnxValue max(OnnxValue x, boolean keep, int... axes) {
        return reduce("ReduceMax", x, keep, axes);
    }

    /**
     * A {@code Reduce...} operator. The axes are an input since opset 13 for the sum and since 18 for the others, an
     * attribute before.
     *
     * @param keep whether reduced axes are kept with size 1
     * @param axes at least one; negative ones count from the last
     */
    public OnnxValue reduce(String operator, OnnxValue x, boolean keep, int... axes) {
        if (axes.length == 0) {
            throw new IllegalArgumentException(operator + " needs at least one axis of " + x.describe());
        }
        long[] sorted = ResultShapes.longs(ResultShapes.sorted(x.shape(), axes));
        OnnxNode node = graph.node(operator).inputs(x).attribute("keepdims", keep ? 1 : 0);
        if (node.hasAttribute("axes")) {
            node.longs("axes", sorted);
        } else {
            node.inputs(graph.longs(sorted));
        }
        return node.add(x.type(), ResultShapes.reduce(x.shape(), keep, axes));
    }

    /** The index of the maximum along one axis, as int64; the axis is removed. */
    public OnnxValue argMax(OnnxValue x, int axis) {
        return graph.node("ArgMax")
                .inputs(x)
                .attribute("axis", x.shape().axis(axis))
                .attribute("keepdims", 0)
                .add(ElementType.INT64, x.shape().without(axis));
    }
}
