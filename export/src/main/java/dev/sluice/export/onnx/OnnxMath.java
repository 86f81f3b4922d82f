package dev.sluice.export.onnx;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arithmetic nodes: elementwise functions with broadcasting, comparisons, products, normalizations. */
public final class OnnxMath {
    private final OnnxGraph graph;

    /** Creates a builder that adds nodes to the graph. */
    public OnnxMath(OnnxGraph graph) {
        this.graph = graph;
    }

    /** An elementwise function that keeps type and shape: {@code Neg}, {@code Sigmoid}, {@code Tanh}, {@code Not}, ... */
    public OnnxValue unary(String operator, OnnxValue x) {
        return graph.node(operator).inputs(x).add(x.type(), x.shape());
    }

    /**
     * A broadcasting binary function that keeps the type: {@code Add}, {@code Sub}, {@code Max}, {@code Pow}, ...
     *
     * @throws IllegalArgumentException if the types differ or the shapes do not broadcast
     */
    public OnnxValue binary(String operator, OnnxValue a, OnnxValue b) {
        sameType(operator, a, b);
        OnnxShape shape = ResultShapes.broadcast(operator, a, b);
        return graph.node(operator).inputs(a, b).add(a.type(), shape);
    }

    /** A comparison, {@code Less}, {@code LessOrEqual}, {@code Equal}, ...; the result is {@link ElementType#BOOL}. */
    public OnnxValue compare(String operator, OnnxValue a, OnnxValue b) {
        sameType(operator, a, b);
        OnnxShape shape = ResultShapes.broadcast(operator, a, b);
        return graph.node(operator).inputs(a, b).add(ElementType.BOOL, shape);
    }

    /** {@code a + b}. */
    public OnnxValue add(OnnxValue a, OnnxValue b) {
        return binary("Add", a, b);
    }

    /** {@code a - b}. */
    public OnnxValue sub(OnnxValue a, OnnxValue b) {
        return binary("Sub", a, b);
    }

    /** {@code a · b}, elementwise. */
    public OnnxValue mul(OnnxValue a, OnnxValue b) {
        return binary("Mul", a, b);
    }

    /** {@code a / b}. */
    public OnnxValue div(OnnxValue a, OnnxValue b) {
        return binary("Div", a, b);
    }

    /** The same value under another name. */
    public OnnxValue identity(OnnxValue x) {
        return unary("Identity", x);
    }

    /** Elements of {@code yes} where the condition is true, otherwise of {@code no}; all three broadcast. */
    public OnnxValue where(OnnxValue condition, OnnxValue yes, OnnxValue no) {
        if (condition.type() != ElementType.BOOL) {
            throw new IllegalArgumentException("Where needs a bool condition, but got " + condition.describe());
        }
        sameType("Where", yes, no);
        OnnxShape shape = ResultShapes.broadcast("Where", condition, yes, no);
        return graph.node("Where").inputs(condition, yes, no).add(yes.type(), shape);
    }

    /** The value cast to another element type; the value itself if it already has that type. */
    public OnnxValue cast(OnnxValue x, ElementType type) {
        return x.type() == type
                ? x
                : graph.node("Cast").inputs(x).attribute("to", type.code()).add(type, x.shape());
    }

    /** The value clipped to a range. */
    public OnnxValue clip(OnnxValue x, float least, float most) {
        return graph.node("Clip")
                .inputs(x, graph.scalar(least), graph.scalar(most))
                .add(x.type(), x.shape());
    }

    /** {@code [.., M, K] · [.., K, N]}; leading axes broadcast. */
    public OnnxValue matMul(OnnxValue a, OnnxValue b) {
        sameType("MatMul", a, b);
        return graph.node("MatMul").inputs(a, b).add(a.type(), ResultShapes.matMul(a, b));
    }

    /**
     * {@code x · Wᵀ + b}: a dense layer with weights as PyTorch stores them.
     *
     * @param x {@code [M, K]}
     * @param weights {@code [N, K]}
     * @param bias {@code [N]} or {@code [M, N]}, or another shape that broadcasts to it; null for none
     */
    public OnnxValue dense(OnnxValue x, OnnxValue weights, @Nullable OnnxValue bias) {
        boolean fits = x.shape().rank() == 2
                && weights.shape().rank() == 2
                && x.shape().dim(1).agreesWith(weights.shape().dim(1))
                && (bias == null
                        || spreads(
                                bias.shape(), x.shape().with(1, weights.shape().dim(0))));
        if (!fits) {
            throw new IllegalArgumentException("Gemm needs [M, K], weights [N, K] and bias [N] or [M, N], but got "
                    + ResultShapes.describe(x, weights) + (bias == null ? "" : " and " + bias.describe()));
        }
        return graph.node("Gemm")
                .inputs(x, weights)
                .optionalInput(bias)
                .attribute("transB", 1)
                .add(x.type(), x.shape().with(1, weights.shape().dim(0)));
    }

    /** Returns whether a value broadcasts to a shape without enlarging it. */
    private static boolean spreads(OnnxShape value, OnnxShape over) {
        for (int axis = 1; axis <= value.rank(); axis++) {
            if (axis > over.rank()
                    || !(value.dim(-axis).agreesWith(over.dim(-axis))
                            || value.dim(-axis).equals(OnnxDim.of(1)))) {
                return false;
            }
        }
        return true;
    }

    /** {@code Softmax} or {@code LogSoftmax} along one axis. */
    public OnnxValue softmax(String operator, OnnxValue x, int axis) {
        return graph.node(operator)
                .inputs(x)
                .attribute("axis", x.shape().axis(axis))
                .add(x.type(), x.shape());
    }

    /**
     * Normalizes the last axis to mean 0 and variance 1, then scales and shifts. Needs opset 17.
     *
     * @param scale {@code [F]}
     * @param shift {@code [F]}; null for none
     */
    public OnnxValue layerNormalization(OnnxValue x, OnnxValue scale, @Nullable OnnxValue shift, float epsilon) {
        return graph.node("LayerNormalization")
                .inputs(x, scale)
                .optionalInput(shift)
                .attribute("axis", -1)
                .attribute("epsilon", epsilon)
                .add(x.type(), x.shape());
    }

    private static void sameType(String operator, OnnxValue a, OnnxValue b) {
        if (!Objects.equals(a.type(), b.type())) {
            throw new IllegalArgumentException(operator + " needs two values of one element type, but got "
                    + ResultShapes.describe(a, b) + "; cast one");
        }
    }
}
