package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.export.activation.ActivationFunction;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;

/** Elementwise arithmetic. Conditions are 1 and 0. */
final class ElementwiseReaders {
    private ElementwiseReaders() {}

    static void addTo(Map<String, NodeReader> table) {
        table.put("Add", binary(Expr::add, Double::sum));
        table.put("Sub", binary(Expr::sub, (a, b) -> a - b));
        table.put("Mul", binary(Expr::mul, (a, b) -> a * b));
        table.put("Div", ElementwiseReaders::divide);
        table.put("Min", folded(Exprs::min));
        table.put("Max", folded(Exprs::max));
        table.put("Sum", folded(Expr::add));
        table.put("Less", compared(false, false, binary(Exprs::less, (a, b) -> a < b ? 1 : 0)));
        table.put("LessOrEqual", compared(false, true, binary(Exprs::lessOrEqual, (a, b) -> a <= b ? 1 : 0)));
        table.put("Greater", compared(true, false, binary(Exprs::greater, (a, b) -> a > b ? 1 : 0)));
        table.put(
                "GreaterOrEqual",
                compared(true, true, binary((a, b) -> Exprs.lessOrEqual(b, a), (a, b) -> a >= b ? 1 : 0)));
        table.put("Equal", ElementwiseReaders::equal);
        table.put("And", binary(Expr::mul, (a, b) -> a * b));
        table.put("Or", binary(Exprs::max, Math::max));
        table.put("Not", unary(Expr::oneMinus));
        table.put("Pow", ElementwiseReaders::power);
        table.put("Where", ElementwiseReaders::where);
        table.put("Clip", ElementwiseReaders::clip);
        table.put("Neg", unary(Expr::neg));
        table.put("Abs", unary(Exprs::abs));
        table.put("Sqrt", unary(Exprs::sqrt));
        table.put("Exp", unary(Exprs::exp));
        table.put("Log", unary(Exprs::log));
        table.put("Sign", unary(Exprs::sign));
        table.put("Floor", unary(Exprs::floor));
        table.put("Ceil", unary(x -> Exprs.floor(x.neg()).neg()));
        table.put("Sin", unary(Exprs::sin));
        table.put("Cos", unary(Exprs::cos));
        table.put("Reciprocal", unary(x -> Exprs.constant(1).div(x)));
        table.put("Swish", unary(x -> x.mul(Exprs.sigmoid(x))));
        table.put(
                "HardSwish",
                unary(x ->
                        x.mul(ActivationFunction.of("HardSigmoid", 1 / 6.0, 0.5).apply(x))));
        table.put("PRelu", ElementwiseReaders::learnedSlope);
        table.put("DequantizeLinear", DequantizeReader::read);
        table.put("Erf", unary(ElementwiseReaders::erf));
        table.put("Gelu", ElementwiseReaders::gelu);
        table.put("Mish", unary(x -> x.mul(Exprs.tanh(Exprs.softplus(x)))));
        for (String name : ActivationFunction.OPERATORS) {
            table.put(name, ElementwiseReaders::activation);
        }
    }

    private static NodeReader unary(UnaryOperator<Expr> function) {
        return operands -> {
            Flow x = operands.flow(0);
            return List.of(new Flow(function.apply(x.expr()), x.axes(), x.reversed(), x.whole()));
        };
    }

    /**
     * A comparison; comparing step numbers makes a mask.
     *
     * @param greater whether it is true where the left side is greater
     * @param equalToo whether it is true where both sides are equal
     */
    private static NodeReader compared(boolean greater, boolean equalToo, NodeReader usual) {
        return operands -> {
            if (operands.value(0) instanceof Value.Sizes || operands.value(1) instanceof Value.Sizes) {
                return List.of(ofSizes(operands, greater));
            }
            boolean left = Positions.are(operands.value(0));
            if (!left && !Positions.are(operands.value(1))) {
                return usual.read(operands);
            }
            Flow positions = operands.flow(left ? 0 : 1);
            boolean below = left != greater;
            Flow mask = operands.value(left ? 1 : 0) instanceof Value.Known stored && !stored.isSingle()
                    ? Positions.below(operands.tracer(), positions, stored, below == equalToo)
                    : Positions.below(positions, operands.flow(left ? 1 : 0), below == equalToo);
            // t > limit is not (t <= limit), and t >= limit is not (t < limit).
            return List.of(below ? mask : mask.with(mask.expr().oneMinus()).asWhole(true));
        };
    }

    /** Compares sizes, of which only this is known: batch and time are above 0. */
    private static Value ofSizes(Operands operands, boolean greater) {
        Value less = operands.value(greater ? 1 : 0);
        Value more = operands.value(greater ? 0 : 1);
        if (less instanceof Value.Known zero && zero.isSingle() && zero.single() <= 0 && more instanceof Value.Sizes) {
            return new Value.Known(operands.node().output(0), new Array64(new int[0], new double[] {1}), true);
        }
        throw new UnsupportedPartException("batch and time sizes can be compared with 0 only");
    }

    private static List<Value> equal(Operands operands) {
        return SizeReaders.areSizes(operands, 0, 1)
                ? List.of(SizeReaders.equal(operands))
                : binary(Exprs::equal, (a, b) -> a == b ? 1 : 0).read(operands);
    }

    private static List<Value> learnedSlope(Operands operands) {
        Flow x = operands.flow(0);
        Flow below = x.with(Exprs.min(x.expr(), Exprs.constant(0)));
        Flow sloped = Elementwise.apply(below, operands.flow(1), Expr::mul);
        return List.of(Elementwise.apply(x.with(Exprs.relu(x.expr())), sloped, Expr::add));
    }

    /** The error function by Abramowitz and Stegun, 1964, 7.1.26: within 1.5e-7. */
    private static Expr erf(Expr x) {
        Expr size = Exprs.abs(x);
        Expr t = Exprs.constant(1).div(size.mul(0.3275911).add(1));
        Expr sum = Exprs.constant(1.061405429);
        for (double factor : new double[] {-1.453152027, 1.421413741, -0.284496736, 0.254829592}) {
            sum = sum.mul(t).add(factor);
        }
        return Exprs.sign(x).mul(sum.mul(t).mul(Exprs.exp(size.mul(size).neg())).oneMinus());
    }

    private static List<Value> gelu(Operands operands) {
        Flow x = operands.flow(0);
        Expr e = x.expr();
        Expr gate = operands.node().text("approximate", "none").equals("tanh")
                ? Exprs.tanh(e.add(e.mul(e).mul(e).mul(0.044715)).mul(Math.sqrt(2 / Math.PI)))
                : erf(e.mul(Math.sqrt(0.5)));
        return List.of(x.with(e.mul(0.5).mul(gate.add(1))));
    }

    private static List<Value> activation(Operands operands) {
        Flow x = operands.flow(0);
        FileNode node = operands.node();
        ActivationFunction function = ActivationFunction.of(
                node.operator(),
                node.attribute("alpha").isPresent() ? node.number("alpha", 0) : Double.NaN,
                node.attribute("beta").isPresent() ? node.number("beta", 0) : Double.NaN);
        if (node.operator().equals("Selu")
                && node.attribute("alpha").or(() -> node.attribute("gamma")).isPresent()) {
            throw new UnsupportedPartException("a Selu with other than the default constants is not supported");
        }
        return List.of(x.with(function.apply(x.expr())));
    }

    private static NodeReader binary(BinaryOperator<Expr> operation, DoubleBinaryOperator known) {
        return operands -> {
            if (operands.allKnown()) {
                Value.Known a = operands.known(0, "left side");
                Value.Known b = operands.known(1, "right side");
                Array64 result = KnownMath.zip(a.array(), b.array(), known);
                return List.of(new Value.Known(operands.node().output(0), result, a.whole() && b.whole()));
            }
            if (operands.value(0) instanceof Value.Sizes || operands.value(1) instanceof Value.Sizes) {
                return List.of(sizes(operands));
            }
            ParameterSpec.Role role =
                    operands.node().operator().equals("Add") ? ParameterSpec.Role.BIAS : ParameterSpec.Role.OTHER;
            return List.of(Elementwise.apply(sided(operands, 0, role), sided(operands, 1, role), operation));
        };
    }

    /** An operand; a single number counts as a bias only beside a single feature, elsewhere as part of a formula. */
    private static Flow sided(Operands operands, int index, ParameterSpec.Role role) {
        boolean formula = operands.value(index) instanceof Value.Known known
                && known.isSingle()
                && operands.value(1 - index) instanceof Flow other
                && other.rank() > 0
                && !other.axes().getLast().isEmpty();
        return operands.flow(index, formula ? ParameterSpec.Role.OTHER : role);
    }

    /** Products of sizes, computed by exporters to merge axes. */
    private static Value sizes(Operands operands) {
        List<Size> a = ShapingReaders.sizes(operands.value(0));
        List<Size> b = ShapingReaders.sizes(operands.value(1));
        if (operands.node().operator().equals("Sub") && a.equals(b)) {
            return new Value.Sizes(
                    a.stream().map(size -> new Size(0, size.symbols())).toList(), isScalar(operands.value(0)));
        }
        if (!operands.node().operator().equals("Mul") || (a.size() != b.size() && a.size() != 1 && b.size() != 1)) {
            throw new UnsupportedPartException(
                    "only products of sizes and the difference of equal sizes are supported");
        }
        List<Size> products = new ArrayList<>();
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            products.add(a.get(a.size() == 1 ? 0 : i).times(b.get(b.size() == 1 ? 0 : i)));
        }
        boolean scalar = isScalar(operands.value(0)) && isScalar(operands.value(1));
        return new Value.Sizes(products, scalar);
    }

    private static boolean isScalar(Value value) {
        return switch (value) {
            case Value.Sizes sizes -> sizes.scalar();
            case Value.Known known -> known.array().rank() == 0;
            default -> false;
        };
    }

    private static List<Value> divide(Operands operands) {
        if (operands.value(0) instanceof Flow a && a.whole()) {
            throw new UnsupportedPartException("a division of whole numbers is not supported");
        }
        boolean whole = operands.value(0) instanceof Value.Known known && known.whole();
        return binary(Expr::div, whole ? (a, b) -> (double) (long) (a / b) : (a, b) -> a / b)
                .read(operands);
    }

    private static NodeReader folded(BinaryOperator<Expr> operation) {
        return operands -> {
            Flow result = operands.flow(0);
            for (int i = 1; i < operands.count(); i++) {
                result = Elementwise.apply(result, operands.flow(i), operation);
            }
            return List.of(result);
        };
    }

    private static List<Value> power(Operands operands) {
        if (operands.allKnown()) {
            return binary((a, b) -> a, Math::pow).read(operands);
        }
        Flow x = operands.flow(0);
        Value.Known exponent = operands.known(1, "exponent");
        if (!exponent.isSingle()) {
            throw new UnsupportedPartException("an exponent must be one number");
        }
        double power = exponent.single();
        Expr base = x.expr();
        if (power == 0.5) {
            return List.of(x.with(Exprs.sqrt(base)));
        }
        if (power == -1) {
            return List.of(x.with(Exprs.constant(1).div(base)));
        }
        if (power == Math.rint(power) && power >= 1 && power <= 8) {
            Expr product = base;
            for (int i = 1; i < power; i++) {
                product = product.mul(base);
            }
            return List.of(x.with(product));
        }
        throw new UnsupportedPartException(
                "the exponent must be -1, 0.5 or a whole number from 1 to 8, but is " + power);
    }

    private static List<Value> where(Operands operands) {
        if (operands.isKnown(0) && SizeReaders.areSizes(operands, 1, 2)) {
            return List.of(SizeReaders.where(operands));
        }
        Flow condition = operands.flow(0);
        Flow a = operands.flow(1);
        Flow b = operands.flow(2);
        // The common axes of all three operands, found pairwise.
        List<List<Dim>> axes = Elementwise.common(
                Elementwise.apply(condition, a, Expr::mul), Elementwise.apply(condition, b, Expr::mul));
        Expr chosen = Exprs.select(
                Elementwise.aligned(condition, axes), Elementwise.aligned(a, axes), Elementwise.aligned(b, axes));
        boolean reversed = condition.reversed() || a.reversed() || b.reversed();
        return List.of(new Flow(Flow.reshaped(chosen, Flow.canonical(axes)), axes, reversed, a.whole() && b.whole()));
    }

    private static List<Value> clip(Operands operands) {
        Flow x = operands.flow(0);
        Expr result = x.expr();
        FileNode node = operands.node();
        if (operands.has(1) || node.attribute("min").isPresent()) {
            double least = operands.has(1) ? operands.known(1, "minimum").single() : node.number("min", 0);
            result = Exprs.max(result, Exprs.constant(least));
        }
        if (operands.has(2) || node.attribute("max").isPresent()) {
            double most = operands.has(2) ? operands.known(2, "maximum").single() : node.number("max", 0);
            result = Exprs.min(result, Exprs.constant(most));
        }
        return List.of(new Flow(result, x.axes(), x.reversed(), x.whole()));
    }
}
