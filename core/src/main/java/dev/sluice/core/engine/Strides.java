package dev.sluice.core.engine;

/** Walks over all elements of a value beside the elements of a smaller one that is broadcast over it. */
final class Strides {
    private Strides() {}

    /** The strides in {@code small} along each axis of {@code large}: 0 where it is repeated. */
    static int[] broadcast(int[] small, int[] large) {
        int[] strides = new int[large.length];
        int stride = 1;
        for (int i = 1; i <= small.length; i++) {
            int size = small[small.length - i];
            strides[large.length - i] = size == 1 ? 0 : stride;
            stride *= size;
        }
        return strides;
    }

    /** Calls with each element's position in the large value and in the small one, in row-major order. */
    static void forEach(int[] sizes, int[] strides, Visit visit) {
        int[] index = new int[sizes.length];
        int elements = 1;
        for (int size : sizes) {
            elements *= size;
        }
        int small = 0;
        for (int i = 0; i < elements; i++) {
            visit.at(i, small);
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                small += strides[axis];
                if (++index[axis] < sizes[axis]) {
                    break;
                }
                small -= strides[axis] * sizes[axis];
                index[axis] = 0;
            }
        }
    }

    /** Sees one pair of positions. */
    interface Visit {
        /** Position {@code i} of the large value beside {@code s} of the small one. */
        void at(int i, int s);
    }
}
