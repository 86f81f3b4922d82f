package dev.sluice.core.decode;

/** The largest of many numbers with what they belong to, largest first; of equal ones the first offered. Mutable. */
final class Likeliest {
    private final double[] values;
    private final int[] items;
    private int size;

    /** Room for {@code most} numbers. */
    Likeliest(int most) {
        values = new double[most];
        items = new int[most];
    }

    /** Takes a number if it is among the largest; one that is no number never is. */
    void offer(double value, int item) {
        if (Double.isNaN(value) || size == values.length && !(value > values[size - 1])) {
            return;
        }
        int at = size < values.length ? size++ : size - 1;
        while (at > 0 && value > values[at - 1]) {
            values[at] = values[at - 1];
            items[at] = items[at - 1];
            at--;
        }
        values[at] = value;
        items[at] = item;
    }

    int size() {
        return size;
    }

    double value(int rank) {
        return values[rank];
    }

    int item(int rank) {
        return items[rank];
    }
}
