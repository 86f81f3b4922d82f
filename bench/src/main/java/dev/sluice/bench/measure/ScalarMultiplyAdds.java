package dev.sluice.bench.measure;

/** One number at a time, in chains that do not wait for each other. */
final class ScalarMultiplyAdds implements MultiplyAdds {
    private static final int CHAINS = 8;
    private final float[] kept = new float[CHAINS];

    @Override
    public double operations(int steps) {
        return 2.0 * CHAINS * steps;
    }

    @Override
    public void run(int steps) {
        float a = 0.999f;
        float b = 1e-3f;
        float s0 = kept[0];
        float s1 = kept[1];
        float s2 = kept[2];
        float s3 = kept[3];
        float s4 = kept[4];
        float s5 = kept[5];
        float s6 = kept[6];
        float s7 = kept[7];
        for (int i = 0; i < steps; i++) {
            s0 = Math.fma(s0, a, b);
            s1 = Math.fma(s1, a, b);
            s2 = Math.fma(s2, a, b);
            s3 = Math.fma(s3, a, b);
            s4 = Math.fma(s4, a, b);
            s5 = Math.fma(s5, a, b);
            s6 = Math.fma(s6, a, b);
            s7 = Math.fma(s7, a, b);
        }
        kept[0] = s0;
        kept[1] = s1;
        kept[2] = s2;
        kept[3] = s3;
        kept[4] = s4;
        kept[5] = s5;
        kept[6] = s6;
        kept[7] = s7;
    }
}
