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

    /** The numbers of a sequence {@code [T, B, F]} in the order {@code [B, T, F]}. */
    public static float[] batchFirst(Tensor sequence) {
        int steps = sequence.shape().size(0);
        int rows = sequence.shape().size(1);
        int size = sequence.shape().size(2);
        float[] values = new float[steps * rows * size];
        for (int t = 0; t < steps; t++) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(sequence.array(), (t * rows + row) * size, values, (row * steps + t) * size, size);
            }
        }
        return values;
    }
}
