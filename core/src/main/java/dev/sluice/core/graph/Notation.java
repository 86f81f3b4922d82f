package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes expressions as the literature does: {@code σ(W_f x + U_f h + b_f)}. Reshaping and broadcasting are left out; sums are
 * written with their plain parameters last.
 *
 * @param names of expressions that are written by name
 */
public record Notation(Map<Expr, String> names) {
    /** The precedence of an operation; an operand of lower precedence gets brackets. */
    private static final int SUM = 1;

    private static final int PRODUCT = 2;
    private static final int JUXTAPOSITION = 3;
    private static final int ATOM = 4;

    /** A text and the precedence of its outermost operation. */
    private record Written(String text, int binding) {
        String within(int surroundings) {
            return binding < surroundings ? "(" + text + ")" : text;
        }
    }

    /** The formula of an expression; its own name, if it has one, is not used. */
    public String formula(Expr expr) {
        return operation(expr).text();
    }

    /** The formula or, if it has one, the name. */
    public String of(Expr expr) {
        return written(expr).text();
    }

    private Written written(Expr expr) {
        String name = names.get(expr);
        return name != null ? new Written(name, ATOM) : operation(expr);
    }

    private Written operation(Expr expr) {
        return switch (expr.op()) {
            case Constant constant -> number(constant.value());
            case Op.Leaf leaf -> new Written(leaf.label(), ATOM);
            case UnaryOp op -> unary(op, expr.operand(0));
            case BinaryOp op -> binary(op, expr);
            case MatMul product -> matmul(product, expr.operand(0), expr.operand(1));
            case BatchMatMul product -> batchMatmul(product, expr.operand(0), expr.operand(1));
            case BroadcastTo broadcast -> written(expr.operand(0));
            case Reshape reshaped -> written(expr.operand(0));
            case SumTo sum -> call("sum", expr);
            case Reduce reduce -> call(reduce.kind().name().toLowerCase(Locale.ROOT), expr);
            case Select select -> call("where", expr);
            case Softmax softmax -> call(softmax.log() ? "log softmax" : "softmax", expr);
            case Slice slice ->
                new Written(written(expr.operand(0)).within(ATOM) + "[" + slice.from() + ":" + slice.to() + "]", ATOM);
            case Concat joined ->
                new Written(expr.operands().stream().map(this::of).collect(Collectors.joining("; ", "[", "]")), ATOM);
            case Transpose transposed -> new Written(written(expr.operand(0)).within(ATOM) + "ᵀ", ATOM);
            case Pick pick -> call("pick", expr);
            default -> call(expr.op().name(), expr);
        };
    }

    private Written call(String function, Expr expr) {
        return new Written(
                expr.operands().stream().map(this::of).collect(Collectors.joining(", ", function + "(", ")")), ATOM);
    }

    private static Written number(double value) {
        String text = value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value).replace("E", "e");
        return new Written(text, value < 0 ? SUM : ATOM);
    }

    private Written unary(UnaryOp op, Expr operand) {
        return switch (op) {
            case NEG -> new Written("-" + written(operand).within(PRODUCT), SUM);
            case ABS -> new Written("|" + of(operand) + "|", ATOM);
            case SQRT -> new Written("√" + written(operand).within(ATOM), ATOM);
            case FLOOR -> new Written("⌊" + of(operand) + "⌋", ATOM);
            case SIGMOID -> new Written("σ(" + of(operand) + ")", ATOM);
            default -> new Written(op + "(" + of(operand) + ")", ATOM);
        };
    }

    private Written binary(BinaryOp op, Expr expr) {
        Expr a = expr.operand(0);
        Expr b = expr.operand(1);
        return switch (op) {
            case ADD -> new Written(sum(expr), SUM);
            case SUB -> new Written(written(a).within(SUM) + " - " + written(b).within(PRODUCT), SUM);
            case MUL ->
                new Written(
                        written(a).within(PRODUCT)
                                + (isNumber(a) || isNumber(b) ? " · " : " ⊙ ")
                                + written(b).within(PRODUCT),
                        PRODUCT);
            case DIV ->
                new Written(written(a).within(PRODUCT) + " / " + written(b).within(JUXTAPOSITION), PRODUCT);
            case POW -> new Written(written(a).within(ATOM) + "^" + written(b).within(ATOM), ATOM);
            case MIN -> call("min", expr);
            case MAX -> call("max", expr);
            case LESS -> new Written("[" + of(a) + " < " + of(b) + "]", ATOM);
            case LESS_OR_EQUAL -> new Written("[" + of(a) + " ≤ " + of(b) + "]", ATOM);
            case EQUAL -> new Written("[" + of(a) + " = " + of(b) + "]", ATOM);
        };
    }

    private static boolean isNumber(Expr expr) {
        return expr.op() instanceof Constant;
    }

    /** Terms in their order, but plain leaves such as biases last; adding is the same in any order. */
    private String sum(Expr expr) {
        List<Expr> terms = new ArrayList<>();
        collect(expr, expr, terms);
        List<Expr> ordered =
                new ArrayList<>(terms.stream().filter(term -> !isPlain(term)).toList());
        terms.stream().filter(Notation::isPlain).forEach(ordered::add);
        StringBuilder text = new StringBuilder();
        for (Expr term : ordered) {
            Written written = written(term);
            if (text.isEmpty()) {
                text.append(written.text());
            } else if (written.binding() == SUM && written.text().startsWith("-")) {
                text.append(" - ").append(written.text().substring(1));
            } else {
                text.append(" + ").append(written.text());
            }
        }
        return text.toString();
    }

    private void collect(Expr whole, Expr expr, List<Expr> terms) {
        boolean named = names.containsKey(expr) && !expr.equals(whole);
        if (expr.op() == BinaryOp.ADD && !named) {
            collect(whole, expr.operand(0), terms);
            collect(whole, expr.operand(1), terms);
        } else {
            terms.add(expr);
        }
    }

    private static boolean isPlain(Expr term) {
        return term.op() instanceof Op.Leaf && term.shape().rank() < 2;
    }

    /** Weights are written on the left, as in {@code W x}. */
    private Written matmul(MatMul product, Expr left, Expr right) {
        String weight = written(right).within(ATOM);
        if (product.transposeLeft()) {
            return new Written(written(left).within(ATOM) + "ᵀ " + weight, JUXTAPOSITION);
        }
        String stored = product.transposeRight() ? weight : weight + "ᵀ";
        return new Written(stored + " " + written(left).within(ATOM), JUXTAPOSITION);
    }

    /** Rows are written as the columns of the literature: {@code C q} for a matrix and a vector, {@code v kᵀ} for two vectors. */
    private Written batchMatmul(BatchMatMul product, Expr left, Expr right) {
        boolean vectors = product.transposeLeft() && left.shape().axis(-2).equals(Dim.of(1));
        boolean vector = !product.transposeLeft() && left.shape().axis(-2).equals(Dim.of(1));
        String a = written(left).within(ATOM);
        String b = written(right).within(ATOM);
        if (vector) {
            return new Written(b + (product.transposeRight() ? " " : "ᵀ ") + a, JUXTAPOSITION);
        }
        boolean turnedLeft = product.transposeLeft() && !vectors;
        boolean turnedRight = product.transposeRight() || vectors;
        return new Written(a + (turnedLeft ? "ᵀ " : " ") + b + (turnedRight ? "ᵀ" : ""), JUXTAPOSITION);
    }
}
