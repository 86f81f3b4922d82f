package dev.sluice.export.lowering;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Fold;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.GatherElements;
import dev.sluice.core.graph.GradientClip;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Primitive;
import dev.sluice.core.graph.RandomMask;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.RowsFirst;
import dev.sluice.core.graph.ScatterAdd;
import dev.sluice.core.graph.ScatterElements;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Slice;
import dev.sluice.core.graph.Softmax;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.Transpose;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.core.graph.Unfold;
import dev.sluice.core.graph.ValidSteps;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lowers each primitive of the language to nodes. A new primitive does not compile until it has a case here. */
final class PrimitiveLowering {
    private final Scope scope;
    private final Sizes sizes;
    private final Weights weights;

    PrimitiveLowering(Scope scope, Sizes sizes, Weights weights) {
        this.scope = scope;
        this.sizes = sizes;
        this.weights = weights;
    }

    /** Adds the nodes of an expression whose operands have been lowered. */
    OnnxValue lower(Primitive op, Expr expr) {
        return switch (op) {
            case UnaryOp unary -> scope.math().unary(operator(unary), x(expr));
            case BinaryOp binary -> binary(binary, expr);
            case Select select ->
                scope.math().where(scope.condition(expr.operand(0)), number(expr, 1), number(expr, 2));
            case Reduce reduce -> reduce(reduce, x(expr));
            case SumTo sum -> sumTo(expr.operand(0), sum.target());
            case BroadcastTo broadcast -> expand(x(expr), broadcast.target());
            case Softmax softmax -> scope.math().softmax(softmax.log() ? "LogSoftmax" : "Softmax", x(expr), -1);
            case MatMul product -> product(product, expr);
            case BatchMatMul product ->
                scope.math()
                        .matMul(
                                product.transposeLeft() ? transpose(x(expr)) : x(expr),
                                product.transposeRight() ? transpose(number(expr, 1)) : number(expr, 1));
            case Slice slice -> scope.shaping().slice(x(expr), slice.axis(), slice.from(), slice.to());
            case Pad pad -> pad(pad, x(expr));
            case Concat concat -> concat(concat, expr);
            case Reshape reshape -> reshape(expr.operand(0), reshape.target());
            case Transpose transpose -> transpose(x(expr));
            case RowsFirst rows -> rowsFirst(expr);
            case Gather gather ->
                scope.shaping().gather(scope.number(expr.operand(0)), scope.index(expr.operand(1)), 0);
            case GatherElements gather -> scope.shaping().gatherElements(x(expr), scope.index(expr.operand(1)));
            case ValidSteps valid -> validSteps(expr.operand(0));
            case ScatterAdd scatter ->
                throw new ExportException("'" + scatter.name() + "' into [" + scatter.rows()
                        + ", ..] is the gradient of a look-up and has no place in a model for use; export the network"
                        + " that is built for inference");
            case ScatterElements scatter ->
                throw new ExportException("'" + scatter.name() + "' into rows of " + scatter.size()
                        + " is the gradient of a choice of elements and has no place in a model for use; export the"
                        + " network that is built for inference");
            case Unfold unfold -> new KernelLowering(scope, sizes).steps(expr);
            case Fold fold ->
                throw new ExportException(
                        "'" + fold.name() + "' is the gradient of a kernel over time and has no place in a"
                                + " model for use; export the network that is built for inference");
            case GradientClip clip -> x(expr);
            case RandomMask mask ->
                throw new ExportException("the random mask '" + mask.purpose() + "' is active in training only;"
                        + " export the network that is built for inference");
        };
    }

    private OnnxValue concat(Concat concat, Expr expr) {
        List<Parameter> parameters = parameters(expr.operands());
        return parameters.isEmpty()
                ? scope.shaping()
                        .concat(
                                concat.axis(),
                                expr.operands().stream().map(scope::number).toList())
                : weights.joined(concat.axis(), parameters);
    }

    /** The expressions as parameters; empty unless all are. */
    private static List<Parameter> parameters(List<Expr> exprs) {
        List<Parameter> parameters = new ArrayList<>();
        for (Expr expr : exprs) {
            if (expr.op() instanceof Parameter parameter) {
                parameters.add(parameter);
            }
        }
        return parameters.size() == exprs.size() ? parameters : List.of();
    }

    private OnnxValue x(Expr expr) {
        return number(expr, 0);
    }

    private OnnxValue number(Expr expr, int operand) {
        return scope.number(expr.operand(operand));
    }

    private static String operator(UnaryOp op) {
        return switch (op) {
            case NEG -> "Neg";
            case ABS -> "Abs";
            case SIGN -> "Sign";
            case FLOOR -> "Floor";
            case SQRT -> "Sqrt";
            case EXP -> "Exp";
            case LOG -> "Log";
            case SIN -> "Sin";
            case COS -> "Cos";
            case SIGMOID -> "Sigmoid";
            case TANH -> "Tanh";
            case RELU -> "Relu";
            case SOFTPLUS -> "Softplus";
        };
    }

    private OnnxValue binary(BinaryOp op, Expr expr) {
        OnnxValue a = number(expr, 0);
        OnnxValue b = number(expr, 1);
        return switch (op) {
            case ADD -> scope.math().add(a, b);
            case SUB -> scope.math().sub(a, b);
            case MUL -> scope.math().mul(a, b);
            case DIV -> scope.math().div(a, b);
            case MIN -> scope.math().binary("Min", a, b);
            case MAX -> scope.math().binary("Max", a, b);
            case POW -> scope.math().binary("Pow", a, b);
            case LESS -> scope.math().compare("Less", a, b);
            case LESS_OR_EQUAL -> scope.math().compare("LessOrEqual", a, b);
            case EQUAL -> scope.math().compare("Equal", a, b);
        };
    }

    private OnnxValue reduce(Reduce reduce, OnnxValue x) {
        return switch (reduce.kind()) {
            case SUM -> scope.reductions().sum(x, reduce.keep(), reduce.axis());
            case MEAN -> scope.reductions().mean(x, reduce.keep(), reduce.axis());
            case MAX -> scope.reductions().max(x, reduce.keep(), reduce.axis());
        };
    }

    private OnnxValue sumTo(Expr operand, Dims target) {
        OnnxValue x = scope.number(operand);
        Dims from = operand.shape();
        int leading = from.rank() - target.rank();
        List<Integer> stretched = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            if (axis < leading || !from.axis(axis).equals(target.axis(axis - leading))) {
                stretched.add(axis);
            }
        }
        int[] axes = stretched.stream().mapToInt(Integer::intValue).toArray();
        OnnxValue sum = axes.length == 0 ? x : scope.reductions().sum(x, true, axes);
        return leading == 0
                ? sum
                : scope.shaping().squeeze(sum, IntStream.range(0, leading).toArray());
    }

    private OnnxValue expand(OnnxValue x, Dims target) {
        return x.shape().equals(Sizes.shape(target))
                ? x
                : scope.shaping().expand(x, sizes.of(target), Sizes.shape(target));
    }

    private OnnxValue product(MatMul product, Expr expr) {
        Expr right = expr.operand(1);
        OnnxValue a = number(expr, 0);
        if (product.transposeLeft()) {
            return summedOuter(a, scope.number(right));
        }
        if (a.shape().rank() == 1) {
            OnnxValue row = scope.shaping().unsqueeze(a, 0);
            return scope.shaping().squeeze(timesMatrix(row, right, product.transposeRight()), 0);
        }
        return timesMatrix(a, right, product.transposeRight());
    }

    private OnnxValue timesMatrix(OnnxValue a, Expr right, boolean transposed) {
        if (!transposed) {
            return scope.math().matMul(a, scope.number(right));
        }
        if (a.shape().rank() == 2) {
            return scope.math().dense(a, scope.number(right), null);
        }
        List<Parameter> rows = parameters(
                right.op() instanceof Concat concat && concat.axis() == -2 ? right.operands() : List.of(right));
        OnnxValue swapped = rows.isEmpty() ? transpose(scope.number(right)) : weights.transposed(rows);
        return scope.math().matMul(a, swapped);
    }

    /** {@code aᵀ b}, summed over all leading axes. */
    private OnnxValue summedOuter(OnnxValue a, OnnxValue b) {
        OnnxValue left = rows(a);
        return scope.math().matMul(scope.shaping().transpose(left, 1, 0), rows(b));
    }

    private OnnxValue rows(OnnxValue x) {
        OnnxDim width = x.shape().dim(-1);
        OnnxShape shape = OnnxShape.of(OnnxDim.unknown(), width);
        OnnxValue target = width instanceof OnnxDim.Fixed(long size)
                ? scope.graph().longs(-1, size)
                : scope.shaping()
                        .concat(
                                0,
                                List.of(scope.graph().longs(-1), scope.shaping().size(x, -1)));
        return scope.shaping().reshape(x, target, shape);
    }

    private OnnxValue transpose(OnnxValue x) {
        int rank = x.shape().rank();
        int[] order = IntStream.range(0, rank).toArray();
        order[rank - 2] = rank - 1;
        order[rank - 1] = rank - 2;
        return scope.shaping().transpose(x, order);
    }

    /** The first two axes swapped. */
    private OnnxValue rowsFirst(Expr expr) {
        OnnxValue x = x(expr);
        int[] order = IntStream.range(0, x.shape().rank()).toArray();
        order[0] = 1;
        order[1] = 0;
        return scope.shaping().transpose(x, order);
    }

    private OnnxValue pad(Pad pad, OnnxValue x) {
        int rank = x.shape().rank();
        long[] amounts = new long[2 * rank];
        amounts[rank + pad.axis()] = pad.before();
        amounts[2 * rank + pad.axis()] = pad.after();
        OnnxDim.Fixed size = (OnnxDim.Fixed) x.shape().dim(pad.axis());
        return scope.graph()
                .node("Pad")
                .inputs(x, scope.graph().longs(amounts), scope.graph().scalar(0))
                .add(x.type(), x.shape().with(pad.axis(), OnnxDim.of(pad.before() + size.size() + pad.after())));
    }

    private OnnxValue reshape(Expr operand, Dims target) {
        OnnxShaping shaping = scope.shaping();
        OnnxValue x = scope.number(operand);
        long open = IntStream.range(0, target.rank())
                .filter(axis -> target.axis(axis) instanceof Dim.Named)
                .filter(axis -> axis >= operand.shape().rank()
                        || !operand.shape().axis(axis).equals(target.axis(axis)))
                .count();
        OnnxShape shape = Sizes.shape(target);
        return open <= 1 ? shaping.reshape(x, shape) : shaping.reshape(x, sizes.of(target), shape);
    }

    /** {@code t < lengths[b]}, bool {@code [T, B, 1]}. */
    private OnnxValue validSteps(Expr lengths) {
        OnnxShaping shaping = scope.shaping();
        OnnxDim time = Sizes.shape(Dims.of(Dim.TIME)).dim(0);
        OnnxValue steps = shaping.squeeze(sizes.of(Dim.TIME), 0);
        OnnxValue zero = scope.graph().constant(OnnxArray.longs(new long[] {0}));
        OnnxValue one = scope.graph().constant(OnnxArray.longs(new long[] {1}));
        OnnxValue numbers = shaping.unsqueeze(shaping.range(zero, steps, one, time), 1, 2);
        OnnxValue limits = shaping.unsqueeze(scope.as(scope.get(lengths, 0), ElementType.INT64), 0, 2);
        return scope.math().compare("Less", numbers, limits);
    }
}
