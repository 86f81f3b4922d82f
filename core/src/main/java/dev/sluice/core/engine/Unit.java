package dev.sluice.core.engine;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.UnaryOp;
import java.util.ArrayList;
import java.util.List;

/** The expressions that one instruction computes: usually one, for a sum of products a whole tree. */
sealed interface Unit {
    /** The expression whose value the unit gives. */
    Expr root();

    /** The values that must be computed before. */
    List<Expr> reads();

    /** The value whose numbers an expression holds: another shape is not another value. */
    static Expr origin(Expr expr) {
        return expr.op() instanceof Reshape ? origin(expr.operand(0)) : expr;
    }

    /** One expression by itself. */
    record Single(Expr root) implements Unit {
        @Override
        public List<Expr> reads() {
            return root.operands();
        }

        boolean elementwise() {
            return root.op() instanceof UnaryOp || root.op() instanceof BinaryOp || root.op() instanceof Select;
        }
    }

    /**
     * A sum of products and of other terms, added up without intermediate values.
     *
     * @param terms added before the products; may be empty
     * @param products the matrix products, at least one
     */
    record SumOfProducts(Expr root, List<Expr> terms, List<Expr> products) implements Unit {
        public SumOfProducts {
            terms = List.copyOf(terms);
            products = List.copyOf(products);
        }

        @Override
        public List<Expr> reads() {
            List<Expr> reads = new ArrayList<>(terms);
            products.forEach(product -> reads.addAll(product.operands()));
            return reads;
        }
    }
}
