package dev.sluice.bench.measure;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** 12 chains of vectors: enough to hide the latency of two units, few enough for the registers of AVX2. */
final class VectorMultiplyAdds implements MultiplyAdds {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;
    private final float[] kept = new float[CHAINS * SPECIES.length()];

    @Override
    public double operations(int steps) {
        return 2.0 * CHAINS * SPECIES.length() * steps;
    }

    @Override
    public void run(int steps) {
        FloatVector a = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector b = FloatVector.broadcast(SPECIES, 1e-3f);
        int w = SPECIES.length();
        FloatVector s0 = FloatVector.fromArray(SPECIES, kept, 0 * w);
        FloatVector s1 = FloatVector.fromArray(SPECIES, kept, 1 * w);
        FloatVector s2 = FloatVector.fromArray(SPECIES, kept, 2 * w);
        FloatVector s3 = FloatVector.fromArray(SPECIES, kept, 3 * w);
        FloatVector s4 = FloatVector.fromArray(SPECIES, kept, 4 * w);
        FloatVector s5 = FloatVector.fromArray(SPECIES, kept, 5 * w);
        FloatVector s6 = FloatVector.fromArray(SPECIES, kept, 6 * w);
        FloatVector s7 = FloatVector.fromArray(SPECIES, kept, 7 * w);
        FloatVector s8 = FloatVector.fromArray(SPECIES, kept, 8 * w);
        FloatVector s9 = FloatVector.fromArray(SPECIES, kept, 9 * w);
        FloatVector s10 = FloatVector.fromArray(SPECIES, kept, 10 * w);
        FloatVector s11 = FloatVector.fromArray(SPECIES, kept, 11 * w);
        for (int i = 0; i < steps; i++) {
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
            s10 = s10.fma(a, b);
            s11 = s11.fma(a, b);
        }
        s0.intoArray(kept, 0 * w);
        s1.intoArray(kept, 1 * w);
        s2.intoArray(kept, 2 * w);
        s3.intoArray(kept, 3 * w);
        s4.intoArray(kept, 4 * w);
        s5.intoArray(kept, 5 * w);
        s6.intoArray(kept, 6 * w);
        s7.intoArray(kept, 7 * w);
        s8.intoArray(kept, 8 * w);
        s9.intoArray(kept, 9 * w);
        s10.intoArray(kept, 10 * w);
        s11.intoArray(kept, 11 * w);
    }
}
