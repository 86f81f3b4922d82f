package dev.sluice.core.kernel;

/**
 * Offers one implementation of {@link Kernels}. The provider itself must load anywhere; only {@link #kernels()} may
 * touch what needs a module or a processor that can be missing, and it is called only after {@link #availability()} said
 * {@link Availability.Usable}.
 */
public interface KernelProvider {

    /** The name by which the system property {@code sluice.kernels} forces this one. */
    String name();

    /** Tells whether {@link #kernels()} will work here. */
    Availability availability();

    /** The implementation; the same object each time. */
    Kernels kernels();
}
