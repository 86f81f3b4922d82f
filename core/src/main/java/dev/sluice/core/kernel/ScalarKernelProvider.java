package dev.sluice.core.kernel;

/** Offers the scalar reference, which runs everywhere. */
final class ScalarKernelProvider implements KernelProvider {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public Availability availability() {
        return new Availability.Usable();
    }

    @Override
    public Kernels kernels() {
        return ScalarKernels.INSTANCE;
    }
}
