package dev.sluice.core.kernel.vector;

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
import static dev.sluice.core.kernel.ScalarFunctions.TWO_THIRDS_BITS;

import dev.sluice.core.kernel.ScalarFunctions;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The one loop of the logarithm: {@link ScalarFunctions#log} lane by lane, the same operations in the same order. */
final class Logarithm {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.WIDTH;
    private static final int MANTISSA = 23;

    private Logarithm() {}

    static void log(float[] a, int aOff, float[] out, int outOff, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            FloatVector x = FloatVector.fromArray(S, a, aOff + i);
            VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
            IntVector bits = x.blend(x.mul(0x1p23f), tiny).reinterpretAsInts();
            IntVector power = bits.sub(TWO_THIRDS_BITS).lanewise(VectorOperators.ASHR, MANTISSA);
            IntVector mantissa = bits.sub(power.lanewise(VectorOperators.LSHL, MANTISSA));
            FloatVector f = mantissa.reinterpretAsFloats().sub(1f);
            FloatVector whole = (FloatVector) power.convert(VectorOperators.I2F, 0);
            whole = whole.add(FloatVector.zero(S).blend(-23f, tiny));
            FloatVector p = FloatVector.broadcast(S, L7).fma(f, FloatVector.broadcast(S, L6));
            p = p.fma(f, FloatVector.broadcast(S, L5));
            p = p.fma(f, FloatVector.broadcast(S, L4));
            p = p.fma(f, FloatVector.broadcast(S, L3));
            p = p.fma(f, FloatVector.broadcast(S, L2));
            p = p.fma(f, FloatVector.broadcast(S, L1));
            p = p.fma(f, FloatVector.broadcast(S, L0));
            FloatVector tail = f.mul(f).fma(f.fma(p, FloatVector.broadcast(S, -0.5f)), whole.mul(LN2_LOW));
            FloatVector y = whole.fma(FloatVector.broadcast(S, LN2_HIGH), f.add(tail));
            y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
            y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
            y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
            y.intoArray(out, outOff + i);
        }
        for (; i < n; i++) {
            out[outOff + i] = ScalarFunctions.log(a[aOff + i]);
        }
    }
}
