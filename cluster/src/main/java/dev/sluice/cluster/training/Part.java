package dev.sluice.cluster.training;

import java.nio.ByteBuffer;

/**
 * A part of an array of sums, on its way.
 *
 * @param step of the update
 * @param from place of its first number in the array
 * @param length of the whole array
 * @param values of the part
 */
record Part(long step, int from, int length, float[] values) {
    private static final int HEADER = Long.BYTES + 3 * Integer.BYTES;

    /** A part of an array, copied. */
    static Part of(long step, float[] whole, int from, int to) {
        float[] values = new float[to - from];
        System.arraycopy(whole, from, values, 0, values.length);
        return new Part(step, from, whole.length, values);
    }

    int bytes() {
        return HEADER + values.length * Float.BYTES;
    }

    void write(ByteBuffer to) {
        to.putLong(step).putInt(from).putInt(length).putInt(values.length);
        to.asFloatBuffer().put(values);
        to.position(to.position() + values.length * Float.BYTES);
    }

    static Part read(ByteBuffer message) {
        long step = message.getLong();
        int from = message.getInt();
        int length = message.getInt();
        float[] values = new float[message.getInt()];
        message.asFloatBuffer().get(values);
        return new Part(step, from, length, values);
    }

    /** Puts the values into the array. */
    void placeIn(float[] whole) {
        System.arraycopy(values, 0, whole, from, values.length);
    }

    /** Adds the values to those of the array. */
    void addTo(float[] whole) {
        for (int i = 0; i < values.length; i++) {
            whole[from + i] += values[i];
        }
    }
}
