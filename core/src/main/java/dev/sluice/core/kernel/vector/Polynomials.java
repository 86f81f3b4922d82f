package dev.sluice.core.kernel.vector;

import static dev.sluice.core.kernel.ScalarFunctions.E0;
import static dev.sluice.core.kernel.ScalarFunctions.E1;
import static dev.sluice.core.kernel.ScalarFunctions.E2;
import static dev.sluice.core.kernel.ScalarFunctions.E3;
import static dev.sluice.core.kernel.ScalarFunctions.E4;
import static dev.sluice.core.kernel.ScalarFunctions.EXP_MAX;
import static dev.sluice.core.kernel.ScalarFunctions.EXP_MIN;
import static dev.sluice.core.kernel.ScalarFunctions.L0;
import static dev.sluice.core.kernel.ScalarFunctions.L1;
import static dev.sluice.core.kernel.ScalarFunctions.L2;
import static dev.sluice.core.kernel.ScalarFunctions.L3;
import static dev.sluice.core.kernel.ScalarFunctions.L4;
import static dev.sluice.core.kernel.ScalarFunctions.L5;
import static dev.sluice.core.kernel.ScalarFunctions.L6;
import static dev.sluice.core.kernel.ScalarFunctions.L7;
import static dev.sluice.core.kernel.ScalarFunctions.LN2_HIGH;
import static dev.sluice.core.kernel.ScalarFunctions.LN2_LOW;
import static dev.sluice.core.kernel.ScalarFunctions.LOG2_E;
import static dev.sluice.core.kernel.ScalarFunctions.ROUNDER;
import static dev.sluice.core.kernel.ScalarFunctions.T0;
import static dev.sluice.core.kernel.ScalarFunctions.T1;
import static dev.sluice.core.kernel.ScalarFunctions.T2;
import static dev.sluice.core.kernel.ScalarFunctions.T3;
import static dev.sluice.core.kernel.ScalarFunctions.T4;
import static dev.sluice.core.kernel.ScalarFunctions.TANH_MAX;
import static dev.sluice.core.kernel.ScalarFunctions.TANH_SPLIT;
import static dev.sluice.core.kernel.ScalarFunctions.TWO_THIRDS_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link dev.sluice.core.kernel.ScalarFunctions} on whole vectors: the same operations in the same order, so the same
 * bits. Branches have become selections.
 */
final class Polynomials {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int SIGN = 0x80000000;
    private static final int MANTISSA = 23;

    private Polynomials() {}

    static FloatVector exp(FloatVector x) {
        FloatVector y = x.blend(EXP_MIN, x.compare(VectorOperators.LT, EXP_MIN));
        y = y.blend(EXP_MAX, y.compare(VectorOperators.GT, EXP_MAX));
        FloatVector shifted = y.fma(all(LOG2_E), all(ROUNDER));
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), y));
        FloatVector p = all(E4).fma(r, all(E3)).fma(r, all(E2)).fma(r, all(E1)).fma(r, all(E0));
        FloatVector e = r.mul(r).fma(p, r).add(1f);
        IntVector power = Lanes.bits(shifted).sub(Float.floatToRawIntBits(ROUNDER));
        IntVector half = power.lanewise(VectorOperators.ASHR, 1);
        return e.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
    }

    private static FloatVector powerOfTwo(IntVector power) {
        return power.add(127).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
    }

    static FloatVector log(FloatVector x) {
        var tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        IntVector bits = Lanes.bits(x.blend(x.mul(0x1p23f), tiny));
        IntVector power = bits.sub(TWO_THIRDS_BITS).lanewise(VectorOperators.ASHR, MANTISSA);
        FloatVector f = bits.sub(power.lanewise(VectorOperators.LSHL, MANTISSA))
                .reinterpretAsFloats()
                .sub(1f);
        FloatVector whole = (FloatVector) power.convert(VectorOperators.I2F, 0);
        FloatVector n = whole.add(FloatVector.zero(S).blend(-23f, tiny));
        FloatVector p = all(L7).fma(f, all(L6)).fma(f, all(L5)).fma(f, all(L4));
        p = p.fma(f, all(L3)).fma(f, all(L2)).fma(f, all(L1)).fma(f, all(L0));
        FloatVector tail = f.mul(f).fma(f.fma(p, all(-0.5f)), n.mul(LN2_LOW));
        FloatVector y = n.fma(all(LN2_HIGH), f.add(tail));
        y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
        return y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        FloatVector one = all(1f);
        return one.blend(e, x.compare(VectorOperators.LT, 0f)).div(e.add(one));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector y = x.abs();
        FloatVector s = y.mul(y);
        FloatVector p = all(T4).fma(s, all(T3)).fma(s, all(T2)).fma(s, all(T1)).fma(s, all(T0));
        FloatVector small = y.mul(s).fma(p, y);
        FloatVector z = y.blend(TANH_MAX, y.compare(VectorOperators.GT, TANH_MAX));
        FloatVector large = all(1f).sub(all(2f).div(exp(z.add(z)).add(1f)));
        FloatVector t = large.blend(small, y.compare(VectorOperators.LT, TANH_SPLIT));
        return Lanes.bits(t).or(Lanes.bits(x).and(SIGN)).reinterpretAsFloats();
    }

    static FloatVector softplus(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        FloatVector u = e.add(1f);
        FloatVector lost = e.sub(u.sub(1f));
        return x.max(0f).add(log(u).add(lost.div(u)));
    }

    /** Math.signum: one with the sign of x, except that zeros and NaN stay. */
    static FloatVector sign(FloatVector x) {
        FloatVector one =
                Lanes.bits(x).and(SIGN).or(Float.floatToRawIntBits(1f)).reinterpretAsFloats();
        return x.blend(one, x.abs().compare(VectorOperators.GT, 0f));
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(S, value);
    }
}
