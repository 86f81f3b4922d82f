package dev.sluice.cluster.training;

import java.nio.ByteBuffer;

/** A part of an array of sums, on its way. */
final class Part {
    private static final int HEADER = Long.BYTES + 3 * Integer.BYTES;

    private final long step;
    private final int from;
    private final int length;
    private final float[] values;

    private Part(long step, int from, int length, float[] values) {
        this.step = step;
        this.from = from;
        this.length = length;
        this.values = values;
    }

    /** A part of an array, copied. */
    static Part of(long step, float[] whole, int from, int to) {
        float[] values = new float[to - from];
        System.arraycopy(whole, from, values, 0, values.length);
        return new Part(step, from, whole.length, values);
    }

    /** No part, of no update. */
    static Part none() {
        return new Part(0, 0, 0, new float[0]);
    }

    /** The update whose sums they are. */
    long step() {
        return step;
    }

    /** Length of the whole array. */
    int length() {
        return length;
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
