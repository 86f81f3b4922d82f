package dev.sluice.export.lowering;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lowers sums to fewer nodes than their parts: a product plus addends is one {@code Gemm}, and {@code (1-f) ⊙ a + f ⊙ b},
 * with which most gated cells end, is {@code a + f ⊙ (b-a)}. In a loop's body each node costs time at each step. Parts
 * with other uses are left alone.
 */
final class Sums {
    private final Map<Expr, Integer> uses = new HashMap<>();

    /** Registers the values of a graph or of a step before they are lowered. */
    void count(Collection<Expr> roots) {
        roots.forEach(root -> uses.merge(root, 1, Integer::sum));
        for (Expr expr : Graph.topological(roots)) {
            expr.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum));
        }
    }

    /** Lowers a sum to fewer nodes; empty if that is not possible. */
    Optional<OnnxValue> lower(Expr expr, Scope scope, GraphLowering graph) {
        if (expr.op() != BinaryOp.ADD) {
            return Optional.empty();
        }
        Expr a = expr.operand(0);
        Expr b = expr.operand(1);
        return between(a, b, scope, graph)
                .or(() -> between(b, a, scope, graph))
                .or(() -> products(expr, scope, graph))
                .or(() -> difference(a, b, scope, graph))
                .or(() -> difference(b, a, scope, graph));
    }

    /** Returns whether a value has exactly one use. */
    boolean isUsedOnce(Expr expr) {
        return uses.getOrDefault(expr, 0) == 1;
    }

    private static OnnxValue number(Expr expr, Scope scope, GraphLowering graph) {
        graph.results(expr, scope);
        return scope.number(expr);
    }

    /**
     * A sum with products. The product comes last, so that an activation of the sum directly follows a {@code Gemm} and
     * ONNX Runtime fuses the two.
     */
    private Optional<OnnxValue> products(Expr sum, Scope scope, GraphLowering graph) {
        List<Expr> products = new ArrayList<>();
        List<Expr> rest = new ArrayList<>();
        takeApart(sum, sum, scope, products, rest);
        if (products.isEmpty()) {
            return Optional.empty();
        }
        OnnxValue value = null;
        for (Expr term : rest) {
            OnnxValue added = number(term, scope, graph);
            value = value == null ? added : scope.math().add(value, added);
        }
        for (Expr product : products) {
            OnnxValue x = number(product.operand(0), scope, graph);
            value = scope.math().dense(x, number(product.operand(1), scope, graph), value);
        }
        return Optional.ofNullable(value);
    }

    /** Sorts the terms of a sum. Modified: products, rest. */
    private void takeApart(Expr expr, Expr sum, Scope scope, List<Expr> products, List<Expr> rest) {
        for (Expr term : expr.operands()) {
            if (isProductIn(sum, term, scope)) {
                products.add(term);
            } else if (hasProduct(sum, term, scope)) {
                takeApart(term, sum, scope, products, rest);
            } else {
                rest.add(term);
            }
        }
    }

    /** Returns whether it is a nested sum with a product that can be extracted. */
    private boolean hasProduct(Expr sum, Expr expr, Scope scope) {
        return expr.op() == BinaryOp.ADD
                && isUsedOnce(expr)
                && !scope.knows(expr)
                && expr.shape().equals(sum.shape())
                && expr.operands().stream()
                        .anyMatch(term -> isProductIn(sum, term, scope) || hasProduct(sum, term, scope));
    }

    private boolean isProductIn(Expr sum, Expr product, Scope scope) {
        return product.op() instanceof MatMul matMul
                && !matMul.transposeLeft()
                && matMul.transposeRight()
                && product.operand(0).shape().rank() == 2
                && product.operand(1).shape().rank() == 2
                && product.shape().equals(sum.shape())
                && isUsedOnce(product)
                && !scope.knows(product);
    }

    /** {@code a + (-b)}. */
    private Optional<OnnxValue> difference(Expr a, Expr b, Scope scope, GraphLowering graph) {
        if (b.op() != UnaryOp.NEG || !isUsedOnce(b) || scope.knows(b)) {
            return Optional.empty();
        }
        OnnxValue from = number(a, scope, graph);
        return Optional.of(scope.math().sub(from, number(b.operand(0), scope, graph)));
    }

    /** {@code (1-f) ⊙ a + f ⊙ b}, with operands in any order. */
    private Optional<OnnxValue> between(Expr left, Expr right, Scope scope, GraphLowering graph) {
        if (left.op() != BinaryOp.MUL || right.op() != BinaryOp.MUL || !isUsedOnce(left) || !isUsedOnce(right)) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Expr rest = left.operand(i);
            Expr a = left.operand(1 - i);
            if (isOneMinus(rest) && isUsedOnce(rest)) {
                for (int j = 0; j < 2; j++) {
                    Expr b = right.operand(1 - j);
                    boolean sameShape = a.shape().equals(b.shape()) && a.shape().equals(rest.shape());
                    if (right.operand(j).equals(rest.operand(1)) && sameShape) {
                        return Optional.of(interpolated(rest.operand(1), a, b, scope, graph));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOneMinus(Expr expr) {
        return expr.op() == BinaryOp.SUB && expr.operand(0).op() instanceof Constant constant && constant.value() == 1;
    }

    private static OnnxValue interpolated(Expr share, Expr a, Expr b, Scope scope, GraphLowering graph) {
        OnnxValue from = number(a, scope, graph);
        OnnxValue way = scope.math().sub(number(b, scope, graph), from);
        return scope.math().add(from, scope.math().mul(number(share, scope, graph), way));
    }
}
