package dev.sluice.core.kernel;

/**
 * Arithmetic over flat {@code float[]} arrays and offsets, in five groups: {@link ProductKernels matrix products},
 * {@link ElementwiseKernels element-wise arithmetic}, {@link FunctionKernels element-wise functions},
 * {@link RowKernels reductions and rows} and {@link MaskKernels random masks}.
 *
 * <p><b>Same bits.</b> Every method gives the same bits in every implementation, on every vector width and however the
 * caller divides the work over threads. Where the order of operations matters the method's documentation fixes it. The
 * one exception is the payload of a NaN: a result is NaN in all implementations or in none, but which of the many NaNs
 * it is, is unspecified.
 *
 * <p><b>No checks.</b> Arguments are trusted. Lengths may be zero. An {@code out} array may be the very same array at
 * the very same offset as an input; any other overlap gives unspecified values.
 *
 * <p><b>Threads.</b> Implementations hold no state that a caller can see and may be used by any number of threads at
 * once, as long as they write to disjoint places.
 *
 * @param name for logs and run records, with the vector width where there is one: {@code "scalar"}, {@code "vector-256"}
 */
public record Kernels(
        String name,
        ProductKernels products,
        ElementwiseKernels elementwise,
        FunctionKernels functions,
        RowKernels rows,
        MaskKernels masks) {
    private static final Kernels SCALAR = new Kernels(
            "scalar",
            new ScalarProduct(),
            new ScalarElementwise(),
            new ScalarFunctionLoops(),
            new ScalarRows(),
            new ScalarMasks());

    /** The implementation in plain Java that the others are held against; it runs everywhere. */
    public static Kernels scalar() {
        return SCALAR;
    }
}
