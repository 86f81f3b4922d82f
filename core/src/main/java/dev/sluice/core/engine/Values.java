package dev.sluice.core.engine;

import java.util.Arrays;

/** The values of a graph by slot: for each an array, and the index where the value begins in it. */
final class Values {
    private static final float[] NOTHING = new float[0];

    private final float[][] arrays;
    private final int[] starts;

    Values(int slots) {
        this.arrays = new float[slots][];
        this.starts = new int[slots];
        Arrays.fill(arrays, NOTHING);
    }

    int slots() {
        return arrays.length;
    }

    boolean has(int slot) {
        return arrays[slot].length > 0;
    }

    float[] array(int slot) {
        return arrays[slot];
    }

    int start(int slot) {
        return starts[slot];
    }

    Place place(int slot) {
        return new Place(arrays[slot], starts[slot]);
    }

    void put(int slot, float[] array, int start) {
        arrays[slot] = array;
        starts[slot] = start;
    }

    void put(int slot, Place place) {
        put(slot, place.array, place.start);
    }

    /** Stores the value of one slot in the array of another. */
    void share(int slot, int other) {
        put(slot, arrays[other], starts[other]);
    }

    void clear(int slot) {
        put(slot, NOTHING, 0);
    }

    /** An array and where in it a value begins. */
    static final class Place {
        final float[] array;
        final int start;

        Place(float[] array, int start) {
            this.array = array;
            this.start = start;
        }
    }
}
