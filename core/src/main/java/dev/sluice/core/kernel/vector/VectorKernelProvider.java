package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.Availability;
import dev.sluice.core.kernel.KernelProvider;
import dev.sluice.core.kernel.Kernels;

/** Offers kernels on vectors where the module {@code jdk.incubator.vector} is loaded. Loads without that module. */
public final class VectorKernelProvider implements KernelProvider {

    private static final String MODULE = "jdk.incubator.vector";

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public Availability availability() {
        if (!loaded()) {
            return new Availability.Refused(
                    "the Java module " + MODULE + " is not loaded",
                    "start java with --add-modules " + MODULE + " or use the launcher, which does");
        }
        int bits = Holder.bits();
        if (bits < 128) {
            return new Availability.Refused(
                    "the vectors of this Java virtual machine have " + bits + " bits and the kernels need 128",
                    "run on a processor with SSE, AVX, Neon or SVE and a HotSpot server virtual machine");
        }
        return new Availability.Usable();
    }

    /** Asks for a class and not for the module: the launcher loads it after the boot layer is made, to spare users a warning. */
    private static boolean loaded() {
        try {
            Class.forName(MODULE + ".FloatVector", false, VectorKernelProvider.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    public Kernels kernels() {
        return Holder.KERNELS;
    }

    /** Loaded only once the module is known to be there. */
    private static final class Holder {
        static final Kernels KERNELS = new Kernels(
                "vector-" + bits(),
                new VectorProduct(),
                VectorElementwise.INSTANCE,
                new VectorFunctions(),
                new VectorRows(),
                new VectorMasks());

        static int bits() {
            return Lanes.FLOATS.vectorBitSize();
        }
    }
}
