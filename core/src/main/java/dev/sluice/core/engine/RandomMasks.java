package dev.sluice.core.engine;

import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Kernels;

/** The engine's random masks for the interpreter, so that both can be compared. */
public final class RandomMasks {
    private RandomMasks() {}

    /** The masks that a plan draws in a run with this key. */
    public static Evaluation.Random of(RandomKey key) {
        return (purpose, keep, out) -> {
            float[] mask = new float[out.length];
            CounterRandom random = CounterRandom.of(key.seed(), purpose, key.step());
            Kernels.scalar().masks().mask(random, 0, (float) keep, (float) (1 / keep), mask, 0, mask.length);
            for (int i = 0; i < mask.length; i++) {
                out[i] = mask[i] == 0 ? 0 : 1 / keep;
            }
        };
    }
}
