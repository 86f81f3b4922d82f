package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.Availability;
import dev.sluice.core.kernel.KernelProvider;
import dev.sluice.core.kernel.Kernels;

/** Offers {@link VectorKernels} where the module {@code jdk.incubator.vector} is loaded. Loads without that module. */
public final class VectorKernelProvider implements KernelProvider {

    private static final String MODULE = "jdk.incubator.vector";

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public Availability availability() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return new Availability.Refused(
                    "the Java module " + MODULE + " is not loaded", "start java with --add-modules " + MODULE);
        }
        int bits = Holder.bits();
        if (bits < 128) {
            return new Availability.Refused(
                    "the vectors of this Java virtual machine have %d bits and the kernels need 128".formatted(bits),
                    "run on a processor with SSE, AVX, Neon or SVE and a HotSpot server virtual machine");
        }
        return new Availability.Usable();
    }

    @Override
    public Kernels kernels() {
        return Holder.KERNELS;
    }

    /** Loaded only once the module is known to be there. */
    private static final class Holder {
        static final Kernels KERNELS = new VectorKernels();

        static int bits() {
            return Lanes.FLOATS.vectorBitSize();
        }
    }
}
