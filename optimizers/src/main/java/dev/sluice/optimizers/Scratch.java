package dev.sluice.optimizers;

/** Scratch memory for one parameter at a time, as large as the largest. Not part of a training's state. */
final class Scratch {
    private float[] array = new float[0];

    /** At least {@code n} elements with any values. */
    float[] of(int n) {
        if (array.length < n) {
            array = new float[n];
        }
        return array;
    }
}
