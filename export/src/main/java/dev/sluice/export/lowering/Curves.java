package dev.sluice.export.lowering;

import dev.sluice.core.data.Curve;
import dev.sluice.core.data.Scaler;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxValue;
import java.util.function.ToDoubleFunction;

/**
 * The curves of a scaler's features as nodes in float64, all features of an array {@code [.., F]} at once. Features of another kind get parameters
 * for which the kind changes nothing, and keep their own number.
 */
final class Curves {
    /** Changes nothing: {@code log 1 + (u - 1)} with {@code u = x + 1}. */
    private static final Curve.Power NO_POWER = new Curve.Power(0, 1, 1, 1);

    private static final Curve.YeoJohnson NO_YEO_JOHNSON = new Curve.YeoJohnson(1);

    private final Scope main;
    private final OnnxMath math;
    private final Scaler scaler;

    Curves(Scope main, Scaler scaler) {
        this.main = main;
        math = main.math();
        this.scaler = scaler;
    }

    /** Numbers in the units of the data, bent. */
    OnnxValue apply(OnnxValue x) {
        OnnxValue bent = x;
        if (has(Curve.Power.class)) {
            bent = blended(Curve.Power.class, power(x), bent);
        }
        return has(Curve.YeoJohnson.class) ? blended(Curve.YeoJohnson.class, yeoJohnson(x, false), bent) : bent;
    }

    /** Bent numbers in the units of the data. */
    OnnxValue undo(OnnxValue z) {
        OnnxValue straight = z;
        if (has(Curve.Power.class)) {
            straight = blended(Curve.Power.class, unpowered(z), straight);
        }
        return has(Curve.YeoJohnson.class) ? blended(Curve.YeoJohnson.class, yeoJohnson(z, true), straight) : straight;
    }

    private boolean has(Class<? extends Curve> kind) {
        return scaler.curves().stream().anyMatch(kind::isInstance);
    }

    /** The numbers of one kind, and those of the others. */
    private OnnxValue blended(Class<? extends Curve> kind, OnnxValue own, OnnxValue others) {
        OnnxValue is = parameter(curve -> kind.isInstance(curve) ? 1 : 0);
        OnnxValue isNot = parameter(curve -> kind.isInstance(curve) ? 0 : 1);
        return math.add(math.mul(own, is), math.mul(others, isNot));
    }

    private OnnxValue power(OnnxValue x) {
        OnnxValue u = math.add(x, powers(Curve.Power::shift));
        OnnxValue within =
                math.binary("Max", math.binary("Min", u, powers(Curve.Power::high)), powers(Curve.Power::low));
        OnnxValue ofPower = math.div(math.sub(math.binary("Pow", within, lambda()), one()), powers(Curves::divisor));
        OnnxValue bent =
                math.add(math.mul(math.unary("Log", within), isLog()), math.mul(ofPower, powers(Curves::isPower)));
        return math.add(bent, math.mul(math.sub(u, within), slope(within)));
    }

    private OnnxValue unpowered(OnnxValue z) {
        OnnxValue within = math.binary(
                "Max",
                math.binary("Min", z, powers(power -> power.apply(power.high() - power.shift()))),
                powers(power -> power.apply(power.low() - power.shift())));
        OnnxValue base = math.add(math.mul(within, lambda()), one());
        OnnxValue ofPower = math.binary("Pow", base, powers(power -> 1 / divisor(power)));
        OnnxValue ofLog = math.unary("Exp", math.mul(within, isLog()));
        OnnxValue u = math.add(math.mul(ofLog, isLog()), math.mul(ofPower, powers(Curves::isPower)));
        OnnxValue beyond = math.div(math.sub(z, within), slope(u));
        return math.sub(math.add(u, beyond), powers(Curve.Power::shift));
    }

    private OnnxValue slope(OnnxValue u) {
        return math.binary("Pow", u, powers(power -> power.lambda() - 1));
    }

    private OnnxValue lambda() {
        return powers(Curve.Power::lambda);
    }

    private OnnxValue isLog() {
        return powers(power -> 1 - isPower(power));
    }

    private static double isPower(Curve.Power power) {
        return power.lambda() == 0 ? 0 : 1;
    }

    /** The power, and 1 for the logarithm, which is not divided. */
    private static double divisor(Curve.Power power) {
        return power.lambda() == 0 ? 1 : power.lambda();
    }

    private OnnxValue yeoJohnson(OnnxValue x, boolean inverse) {
        OnnxValue zero = parameter(curve -> 0);
        OnnxValue power = math.where(
                math.compare("Less", x, zero),
                yeoJohnsons(curve -> 2 - curve.lambda()),
                yeoJohnsons(Curve.YeoJohnson::lambda));
        OnnxValue size = math.unary("Abs", x);
        OnnxValue bent = inverse
                ? math.sub(math.binary("Pow", math.add(math.mul(size, power), one()), math.div(one(), power)), one())
                : math.div(math.sub(math.binary("Pow", math.add(size, one()), power), one()), power);
        return math.mul(math.unary("Sign", x), bent);
    }

    private OnnxValue one() {
        return parameter(curve -> 1);
    }

    private OnnxValue powers(ToDoubleFunction<Curve.Power> of) {
        return parameter(curve -> of.applyAsDouble(curve instanceof Curve.Power power ? power : NO_POWER));
    }

    private OnnxValue yeoJohnsons(ToDoubleFunction<Curve.YeoJohnson> of) {
        return parameter(curve -> of.applyAsDouble(curve instanceof Curve.YeoJohnson power ? power : NO_YEO_JOHNSON));
    }

    /** One number for each feature. */
    private OnnxValue parameter(ToDoubleFunction<Curve> of) {
        double[] numbers = scaler.curves().stream().mapToDouble(of).toArray();
        return main.graph().constant(OnnxArray.doubles(numbers, numbers.length));
    }
}
