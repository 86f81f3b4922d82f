package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Nodes with weights outside recurrent operators: products and normalizations. */
final class ProductReaders {
    private ProductReaders() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("MatMul", ProductReaders::matmul);
        table.put("Gemm", ProductReaders::gemm);
        table.put("LayerNormalization", ProductReaders::layerNormalization);
        table.put("BatchNormalization", ProductReaders::batchNormalization);
        table.put("Softmax", operands -> softmax(operands, false));
        table.put("LogSoftmax", operands -> softmax(operands, true));
    }

    private static List<Value> matmul(Operands operands) {
        if (operands.isKnown(0)) {
            throw new UnsupportedPartException(
                    "the left side of a product must depend on the inputs, but is stored in the file",
                    "write the product with the weights on the right");
        }
        if (operands.value(1) instanceof Flow right) {
            return List.of(contraction(operands, operands.flow(0), right));
        }
        return List.of(product(operands, operands.flow(0), operands.known(1, "right side"), false));
    }

    /** {@code [.., M, K] · [.., K, N]} of two values with one row or one column, as in attention: a sum of products. */
    private static Flow contraction(Operands operands, Flow left, Flow right) {
        if (left.rank() < 2 || right.rank() < 2) {
            throw new UnsupportedPartException(
                    "both sides must be matrices, but are " + left.describe() + " and " + right.describe());
        }
        boolean column = right.axes().getLast().isEmpty();
        if (!column && !left.axes().get(left.rank() - 2).isEmpty()) {
            return products(operands, left, right);
        }
        Flow terms = Elementwise.apply(column ? left : turned(left), column ? turned(right) : right, Expr::mul);
        return ReductionReaders.along(operands, terms, terms.rank() - (column ? 1 : 2), Reduce.Kind.SUM, true);
    }

    /** Batched products of matrices of fixed size, as in cells with a matrix state. */
    private static Flow products(Operands operands, Flow left, Flow right) {
        List<List<Dim>> before = left.axes().subList(0, left.rank() - 2);
        boolean named = Stream.of(left, right)
                .flatMap(side -> side.axes().subList(side.rank() - 2, side.rank()).stream())
                .flatMap(List::stream)
                .anyMatch(dim -> dim.equals(Dim.TIME) || dim.equals(Dim.BATCH));
        if (named || !before.equals(right.axes().subList(0, right.rank() - 2))) {
            throw new UnsupportedPartException(
                    "a product of two values that depend on the inputs is supported with one row, one"
                            + " column, or matrices of fixed size and equal axes before them, but they are "
                            + left.describe()
                            + " and " + right.describe());
        }
        InputAxes axes = operands.tracer().axes();
        int m = axes.fixed(left, left.rank() - 2);
        int k = axes.fixed(left, left.rank() - 1);
        int n = axes.fixed(right, right.rank() - 1);
        if (k != axes.fixed(right, right.rank() - 2)) {
            throw new UnsupportedPartException("matrices do not fit: " + left.describe() + " and " + right.describe());
        }
        Dims rows = Flow.canonical(before);
        Expr product =
                Flow.reshaped(left.expr(), with(rows, m, k)).batchMatmul(Flow.reshaped(right.expr(), with(rows, k, n)));
        List<List<Dim>> result = new ArrayList<>(before);
        result.add(Flow.axis(m));
        result.add(Flow.axis(n));
        return left.with(Flow.reshaped(product, Flow.canonical(result)), result).asWhole(false);
    }

    private static Dims with(Dims rows, int m, int n) {
        List<Dim> dims = new ArrayList<>(rows.axes());
        dims.add(Dim.of(m));
        dims.add(Dim.of(n));
        return new Dims(dims);
    }

    /** Swaps the last two axes, one of which has size 1. */
    private static Flow turned(Flow x) {
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        Collections.swap(axes, axes.size() - 1, axes.size() - 2);
        return x.as(axes);
    }

    /** {@code x [.., K] · W}, with the file's weights {@code [K, N]}, or {@code [N, K]} if transposed. */
    private static Flow product(Operands operands, Flow x, Value.Known weights, boolean transposed) {
        if (weights.array().rank() != 2) {
            throw new UnsupportedPartException("the weights of a product must be a matrix, but have "
                    + weights.array().rank() + " axes");
        }
        int last = x.rank() - 1;
        int inner = operands.tracer().axes().fixed(x, last);
        if (inner != weights.array().size(transposed ? 1 : 0)) {
            throw new UnsupportedPartException("a value with " + inner + " features is multiplied by weights for "
                    + weights.array().size(transposed ? 1 : 0));
        }
        Expr matrix = operands.tracer().parameter(weights, ParameterSpec.Role.INPUT_WEIGHT);
        Expr rows = x.stretched(withLast(x, inner));
        Expr product = transposed ? rows.matmulTransposed(matrix) : rows.matmul(matrix);
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        axes.set(last, Flow.axis(weights.array().size(transposed ? 0 : 1)));
        return x.with(Flow.reshaped(product, Flow.canonical(axes)), axes).asWhole(false);
    }

    /** The expression's axes including the file's last one, even if its size is 1. */
    static Dims withLast(Flow x, int size) {
        List<Dim> dims = new ArrayList<>(x.expr().shape().axes());
        if (x.axes().getLast().isEmpty()) {
            dims.add(Dim.of(size));
        }
        return new Dims(dims);
    }

    private static List<Value> gemm(Operands operands) {
        FileNode node = operands.node();
        Flow x = operands.flow(0);
        if (x.rank() != 2 || node.integer("transA", 0) != 0) {
            throw new UnsupportedPartException(
                    "its left side must be [rows, features] and not transposed, but is " + x.describe());
        }
        boolean transposed = node.integer("transB", 0) != 0;
        Flow product = scaled(product(operands, x, operands.known(1, "matrix"), transposed), node.number("alpha", 1));
        if (!operands.has(2)) {
            return List.of(product);
        }
        Flow bias = scaled(operands.flow(2, ParameterSpec.Role.BIAS), node.number("beta", 1));
        return List.of(Elementwise.apply(product, bias, Expr::add));
    }

    private static Flow scaled(Flow x, double factor) {
        return factor == 1 ? x : x.with(x.expr().mul(factor));
    }

    private static List<Value> layerNormalization(Operands operands) {
        Flow x = operands.flow(0);
        int axis = x.index(operands.node().integer("axis", -1));
        if (axis != x.rank() - 1) {
            throw new UnsupportedPartException(
                    "normalization is supported along the last axis only, but axis is " + axis + " of " + x.describe());
        }
        double epsilon = operands.node().number("epsilon", 1e-5f);
        Expr rows = x.stretched(withLast(x, operands.tracer().axes().fixed(x, axis)));
        Expr centered = rows.sub(rows.mean(-1));
        Expr normal = centered.div(Exprs.sqrt(centered.mul(centered).mean(-1).add(epsilon)));
        Flow result = x.with(Flow.reshaped(normal, Flow.canonical(x.axes())));
        result = Elementwise.apply(result, operands.flow(1, ParameterSpec.Role.OTHER), Expr::mul);
        if (operands.has(2)) {
            result = Elementwise.apply(result, operands.flow(2, ParameterSpec.Role.BIAS), Expr::add);
        }
        return List.of(result);
    }

    /** Batch normalization with the statistics of training: a scale and a shift for each feature (axis 1 of the file). */
    private static List<Value> batchNormalization(Operands operands) {
        Flow x = operands.flow(0);
        if (x.rank() < 2 || operands.node().integer("training_mode", 0) != 0) {
            throw new UnsupportedPartException("it is supported for [rows, features, ..] and in inference mode only");
        }
        Flow mean = channels(operands.flow(3, ParameterSpec.Role.FIXED), x.rank());
        Flow variance = channels(operands.flow(4, ParameterSpec.Role.FIXED), x.rank());
        Expr deviation = Exprs.sqrt(variance.expr().add(operands.node().number("epsilon", 1e-5f)));
        Flow centered = Elementwise.apply(x, mean, Expr::sub);
        Flow normal = Elementwise.apply(centered, variance.with(deviation), Expr::div);
        Flow scaled = Elementwise.apply(normal, channels(operands.flow(1), x.rank()), Expr::mul);
        return List.of(Elementwise.apply(scaled, channels(operands.flow(2), x.rank()), Expr::add));
    }

    /** One number for each element of axis 1, shaped to broadcast to a given rank. */
    static Flow channels(Flow numbers, int rank) {
        List<List<Dim>> axes = new ArrayList<>(numbers.axes());
        while (axes.size() < rank - 1) {
            axes.add(List.of());
        }
        return numbers.as(axes);
    }

    private static List<Value> softmax(Operands operands, boolean logarithm) {
        Flow x = operands.flow(0);
        int axis = x.index(operands.node().integer("axis", operands.node().opset() < 13 ? 1 : -1));
        if (x.axes().get(axis).equals(List.of(Dim.TIME)) && !logarithm) {
            return List.of(new TimeSteps(operands.tracer()).softmax(x));
        }
        if (axis != x.rank() - 1) {
            throw new UnsupportedPartException(
                    "normalization is supported along the last axis or time only, but axis is " + axis + " of "
                            + x.describe());
        }
        Expr rows = x.stretched(withLast(x, operands.tracer().axes().fixed(x, axis)));
        Expr result = logarithm ? Exprs.logSoftmax(rows) : Exprs.softmax(rows);
        return List.of(x.with(Flow.reshaped(result, Flow.canonical(x.axes()))));
    }
}
