package dev.sluice.core.graph;

/** Checks of axes, which operations count from the last so that they mean the same in a step and over a sequence. */
final class Axes {
    private Axes() {}

    static void check(int axis, Dims shape) {
        if (axis >= 0 || -axis > shape.rank()) {
            throw new ShapeMismatchException("an axis must be between " + -shape.rank() + " and -1 (counted from the"
                    + " last) for " + shape + ", but was " + axis);
        }
    }

    static int[] reduced(int[] sizes, int axis, boolean keep) {
        int removed = sizes.length + axis;
        int[] out = new int[keep ? sizes.length : sizes.length - 1];
        int next = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (i != removed) {
                out[next++] = sizes[i];
            } else if (keep) {
                out[next++] = 1;
            }
        }
        return out;
    }
}
