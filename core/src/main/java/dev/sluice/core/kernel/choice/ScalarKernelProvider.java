package dev.sluice.core.kernel.choice;

import dev.sluice.core.kernel.Availability;
import dev.sluice.core.kernel.KernelProvider;
import dev.sluice.core.kernel.Kernels;

/** Offers the scalar reference, which runs everywhere. */
public final class ScalarKernelProvider implements KernelProvider {

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
        return Kernels.scalar();
    }
}
