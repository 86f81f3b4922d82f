package dev.sluice.core.data.column;

import java.util.Arrays;
import java.util.List;

/** Numbers that are not packed yet. Mutable. */
final class NumberBuffer implements CellBuffer {
    /** Wide tables have many of these, and often few rows. */
    private static final int FIRST = 64;

    private double[] numbers = new double[FIRST];
    private int count;
    private double number = Double.NaN;

    void set(double next) {
        number = next;
    }

    @Override
    public void endRow() {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = number;
    }

    @Override
    public List<NumberSegment> pack() {
        NumberSegment segment = NumberSegment.pack(numbers, count);
        count = 0;
        return List.of(segment);
    }
}
