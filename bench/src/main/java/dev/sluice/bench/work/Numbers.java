package dev.sluice.bench.work;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;

/** Numbers to compute with: the same on every run and every side. */
public final class Numbers {
    private static final long SEED = 1;

    private Numbers() {}

    /** Uniform in {@code [-bound, bound)}; other names give other numbers. */
    public static Tensor uniform(String name, Shape shape, double bound) {
        Tensor tensor = Tensor.zeros(shape);
        float[] array = tensor.array();
        CounterRandom.of(SEED, "bench/" + name, 0).uniformInto(0, array, 0, array.length);
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) ((2 * array[i] - 1) * bound);
        }
        return tensor;
    }
}
